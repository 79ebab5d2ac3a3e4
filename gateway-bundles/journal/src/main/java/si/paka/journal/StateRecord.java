package si.paka.journal;

import java.io.IOException;
import java.util.Optional;

/** Keyed state in the ledger: room, key, and the value, or empty when it was removed. */
record StateRecord(String room, String key, Optional<byte[]> value) {

    void write(Bytes to) {
        to.text(room).text(key).u8(value.isEmpty() ? 0 : 1);
        value.ifPresent(to::bytes);
    }

    static StateRecord read(Bytes.Reader from) {
        String room = from.text();
        String key = from.text();
        return new StateRecord(room, key, from.u8() == 0 ? Optional.empty() : Optional.of(from.bytes()));
    }

    /**
     * All keyed state, framed, as the beginning of a ledger segment: first a mark that nothing before it counts, so that a key
     * whose removal was lost with a damaged segment does not come back, then every key.
     */
    static void snapshot(Bytes to, long position, Registers registers) {
        Frame.end(to, Frame.begin(to, position, RecordCodec.STATE_BEGINS));
        registers.forEach(state -> {
            int mark = Frame.begin(to, position, RecordCodec.STATE);
            state.write(to);
            Frame.end(to, mark);
        });
    }

    /** Brings the registers, which go up to {@code after}, up to the ledger's end. */
    static void replay(SegmentLog ledger, long after, Registers registers) throws IOException {
        for (Segment segment = ledger.holding(after + 1); segment != null; segment = ledger.after(segment)) {
            try (SegmentScan scan = new SegmentScan(segment.file, Frame.MAGIC_BYTES)) {
                while (scan.next(segment.durable)) {
                    if (scan.position > after) {
                        apply(scan, registers);
                    }
                }
            }
        }
    }

    private static void apply(SegmentScan scan, Registers registers) {
        if (scan.kind == RecordCodec.STATE_BEGINS) {
            registers.clear();
        } else if (scan.kind == RecordCodec.STATE) {
            StateRecord state = read(new Bytes.Reader(scan.buffer(), scan.bodyFrom, scan.bodyTo));
            registers.apply(state);
            registers.settled(state);
        }
    }
}
