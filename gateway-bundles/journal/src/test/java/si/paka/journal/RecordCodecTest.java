package si.paka.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import si.paka.model.DeviceMessage;
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
