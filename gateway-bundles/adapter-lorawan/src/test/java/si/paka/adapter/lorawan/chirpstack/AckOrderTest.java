package si.paka.adapter.lorawan.chirpstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AckOrderTest {
    private final List<Integer> sent = new ArrayList<>();
    private final AckOrder acks = new AckOrder((id, qos) -> sent.add(id), 3);

    @Test
    void acknowledgesInTheOrderOfArrivalWhateverIsSafeFirst() throws InterruptedException {
        AckOrder.Entry first = acks.enter(1, 1, 0);
        AckOrder.Entry second = acks.enter(2, 1, 0);
        AckOrder.Entry third = acks.enter(3, 1, 0);
        acks.safe(second);
        acks.safe(third);
        assertEquals(List.of(), sent);
        acks.safe(first);
        assertEquals(List.of(1, 2, 3), sent);
        assertEquals(0, acks.waiting());
    }

    @Test
    void takesNoMoreThanItsBoundUntilOneIsSafe() throws InterruptedException {
        AckOrder.Entry first = acks.enter(1, 1, 0);
        acks.enter(2, 1, 0);
        acks.enter(3, 1, 0);
        assertNull(acks.enter(4, 1, 0), "full, and no patience");
        acks.safe(first);
        assertNotNull(acks.enter(4, 1, 0));
    }

    @Test
    void afterTheEndNothingIsAcknowledgedNorTakenIn() throws InterruptedException {
        AckOrder.Entry first = acks.enter(1, 1, 0);
        acks.close();
        acks.safe(first);
        assertTrue(sent.isEmpty());
        assertNull(acks.enter(2, 1, 10_000), "does not wait");
    }

    @Test
    void pausesGrowFromASecondToAMinute() {
        ReconnectDelay shortest = new ReconnectDelay(() -> 0);
        ReconnectDelay longest = new ReconnectDelay(() -> 1);
        List<Long> pauses_s = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            pauses_s.add(shortest.next().toSeconds());
            longest.next();
        }
        assertEquals(List.of(1L, 2L, 4L, 8L, 16L, 30L, 30L), pauses_s);
        assertEquals(60, longest.next().toSeconds());
        longest.reset();
        assertEquals(2, longest.next().toSeconds());
    }
}
