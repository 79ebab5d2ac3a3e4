package si.paka.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import si.paka.model.DeviceMessage;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.journal.JournalRecord;

class RecordCodecTest {
    private static JournalRecord roundTrip(JournalRecord record) {
        Bytes bytes = new Bytes(16);
        RecordCodec.write(record, bytes);
        return RecordCodec.read(RecordCodec.kind(record), new Bytes.Reader(bytes.array(), 0, bytes.size()));
    }

    private static int sizeOf(JournalRecord record) {
        Bytes bytes = new Bytes(16);
        RecordCodec.write(record, bytes);
        return bytes.size() + Frame.HEAD + 9;
    }

    @Test
    void everyKindComesBackAsItWas() {
        List<JournalRecord> records = List.of(
                Samples.observed(7, Samples.AT),
                new JournalRecord.Rejected(7, "codec-error", "preveč bajtov"),
                Samples.decided(),
                Samples.audited(),
                Samples.raised());
        for (JournalRecord record : records) {
            assertEquals(record, roundTrip(record));
        }
    }

    @Test
    void doubtAndSourceValueComeBackAndCostOnlyWhatTheySay() {
        JournalRecord.Observed plain = Samples.observed(7, Samples.AT);
        List<Observation> doubted = plain.observations().stream()
                .map(o -> new Observation(
                        o.device(),
                        o.property(),
                        o.value(),
                        o.observedAt(),
                        Quality.ESTIMATED,
                        7,
                        "iz moči",
                        "72.5 °F"))
                .toList();
        JournalRecord.Observed record = new JournalRecord.Observed(
                7, plain.device(), plain.asset(), "WasteContainer", plain.receivedAt(), doubted, true, true, Map.of());
        assertEquals(record, roundTrip(record));
        assertTrue(sizeOf(record) <= sizeOf(plain) + doubted.size() * 18, () -> "" + sizeOf(record));
    }

    /** As an earlier version wrote it: no reasons, no source values. */
    @Test
    void recordsOfEarlierVersionsAreRead() {
        byte[] old = HexFormat.of()
                .parseHex("0710613834303431666666663030303031370c6b6f6e74656a6e65722d31371ca0df9ab00d8094ef3a01010364"
                        + "7076c0c407050d00017c010b0001e305010e02010c0001b6010100086f706f6d62782d780308c5be6c69c48d6b"
                        + "61008f4ec0ea1b");
        JournalRecord.Observed record =
                (JournalRecord.Observed) RecordCodec.read(RecordCodec.OBSERVED, new Bytes.Reader(old, 0, old.length));
        assertEquals(Samples.observed(7, Samples.AT), record);
    }

    @Test
    void aMessageComesBackAsItWas() {
        DeviceMessage before = Samples.accepted(1).message();
        DeviceMessage after = ((JournalRecord.Accepted) roundTrip(Samples.accepted(1))).message();
        assertEquals(before.source(), after.source());
        assertEquals(before.messageId(), after.messageId());
        assertEquals(before.receivedAt(), after.receivedAt());
        assertEquals(before.radio(), after.radio());
        assertArrayEquals(before.payload(), after.payload());
    }

    @Test
    void numbersKeepEveryBit() {
        double[] numbers = {
            0, -0.0, 0.1 + 0.2, 1e300, Double.MIN_VALUE, -273.15, 21.37, 1e15, -1, 868_100_000, 0.07, 4.35
        };
        for (double number : numbers) {
            Bytes bytes = new Bytes(16).number(number);
            double back = new Bytes.Reader(bytes.array(), 0, bytes.size()).number();
            assertEquals(Double.doubleToRawLongBits(number), Double.doubleToRawLongBits(back), () -> "" + number);
        }
    }

    @Test
    void aMonthOfAStreetFitsOnTheCard() {
        assertTrue(sizeOf(Samples.accepted(1)) <= 200, () -> "accepted " + sizeOf(Samples.accepted(1)));
        assertTrue(
                sizeOf(Samples.observed(7, Samples.AT)) <= 150,
                () -> "observed " + sizeOf(Samples.observed(7, Samples.AT)));
    }

    @Test
    void whatEndsEarlyIsRefused() {
        Bytes bytes = new Bytes(16);
        RecordCodec.write(Samples.audited(), bytes);
        for (int end = 0; end < bytes.size(); end++) {
            Bytes.Reader cut = new Bytes.Reader(bytes.array(), 0, end);
            assertThrows(UnreadableRecordException.class, () -> RecordCodec.read(RecordCodec.AUDITED, cut));
        }
    }
}
