package si.paka.adapter.coap;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void letsABurstInAndThenOnlyWhatTheRefillAllows() {
        RequestBudget budget = new RequestBudget(4, Duration.ofSeconds(8), 0);
        for (int i = 0; i < 4; i++) {
            assertTrue(budget.take(0));
        }
        assertFalse(budget.take(SECOND));
        assertTrue(budget.take(2 * SECOND));
        assertFalse(budget.take(3 * SECOND));
        assertTrue(budget.take(100 * SECOND));
    }
}
