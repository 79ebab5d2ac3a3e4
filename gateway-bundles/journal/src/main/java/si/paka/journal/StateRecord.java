package si.paka.journal;

import java.io.IOException;

/** Keyed state in the ledger: room, key, and the value or its removal. */
final class StateRecord {
    private StateRecord() {}

    /** Frames one record. {@code value} null removes the key. */
    static void frame(Bytes to, long position, String room, String key, byte[] value) {
        int mark = Frame.begin(to, position, RecordCodec.STATE);
        to.text(room).text(key).u8(value == null ? 0 : 1);
        if (value != null) {
            to.bytes(value);
        }
        Frame.end(to, mark);
    }

    /** Applies all state in the ledger from a position on; {@code 0} for all there is. */
    static void replay(SegmentLog ledger, long after, Registers registers) throws IOException {
        for (Segment segment = ledger.holding(after + 1); segment != null; segment = ledger.after(segment)) {
            try (SegmentScan scan = new SegmentScan(segment.file, Frame.MAGIC_BYTES)) {
                while (scan.next(segment.durable)) {
                    if (scan.kind == RecordCodec.STATE && scan.position > after) {
                        apply(new Bytes.Reader(scan.buffer(), scan.bodyFrom, scan.bodyTo), registers);
                    }
                }
            }
        }
    }

    private static void apply(Bytes.Reader from, Registers registers) {
        String room = from.text();
        String key = from.text();
        registers.apply(room, key, from.u8() == 0 ? null : from.bytes());
    }
}
