package si.paka.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SyncPolicyTest {
    private static final long MS = 1_000_000;
    private final SyncPolicy policy = new SyncPolicy(JournalSettings.DEFAULT, 0);

    @Test
    void aLoneMessageIsSyncedAtOnce() {
        assertEquals(1 * MS, policy.waitFor(0, 0, 0, 1, 300));
    }

    @Test
    void whenSyncsAreFrequentRecordsGather() {
        for (int i = 0; i < 200; i++) {
            policy.spend(1);
        }
        assertEquals(12 * MS, policy.waitFor(0, 0, 0, 1, 300));
        assertEquals(1 * MS, policy.waitFor(1_000 * MS, 1_000 * MS, 0, 1, 300));
    }

    @Test
    void manyWaitersDoNotWait() {
        for (int i = 0; i < 200; i++) {
            policy.spend(1);
        }
        assertTrue(policy.waitFor(0, 0, 0, 8, 3_000) < MS);
    }

    @Test
    void whatNobodyWaitsForIsWrittenWithinASecond() {
        assertEquals(1_000 * MS, policy.waitFor(0, -1, 0, 0, 300));
        assertEquals(0, policy.waitFor(1_000 * MS, -1, 0, 0, 300));
    }
}
