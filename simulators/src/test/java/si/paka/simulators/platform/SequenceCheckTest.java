package si.paka.simulators.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static si.paka.simulators.platform.SequenceCheck.Verdict.AFTER_GAP;
import static si.paka.simulators.platform.SequenceCheck.Verdict.NEW;
import static si.paka.simulators.platform.SequenceCheck.Verdict.REPEATED;

import org.junit.jupiter.api.Test;

class SequenceCheckTest {
    private final SequenceCheck check = new SequenceCheck();

    @Test
    void tellsNewFromRepeatedAndMissing() {
        assertEquals(NEW, check.take("a", 1));
        assertEquals(NEW, check.take("a", 2));
        assertEquals(REPEATED, check.take("a", 2));
        assertEquals(REPEATED, check.take("a", 1));
        assertEquals(AFTER_GAP, check.take("a", 5));
        assertEquals(3, check.accepted());
        assertEquals(2, check.repeated());
        assertEquals(2, check.missing());
    }

    @Test
    void cabinetsCountForThemselves() {
        check.take("a", 1);
        assertEquals(NEW, check.take("b", 700));
    }
}
