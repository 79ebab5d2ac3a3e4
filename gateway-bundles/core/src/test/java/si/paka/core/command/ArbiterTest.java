package si.paka.core.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import si.paka.model.DeviceId;
import si.paka.model.decision.Decision;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rank;

class ArbiterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T21:00:00Z");
    private static final DeviceId LAMP = new DeviceId("lamp-17");

    private static Proposal proposal(int percent, Rank rank, String source, Instant since) {
        return new Proposal(
                LAMP,
                new DimmingLevel(percent),
                rank,
                rank + " wants " + percent,
                List.of(),
                source,
                since,
                NOW.plusSeconds(60));
    }

    private static Proposal proposal(int percent, Rank rank) {
        return proposal(percent, rank, "rule:" + rank, NOW.minusSeconds(10));
    }

    private static Decision decide(int floor, Proposal... proposals) {
        Arbiter arbiter = new Arbiter((lamp, at) -> new DimmingLevel(floor));
        return arbiter.resolve(List.of(proposals), NOW).get(LAMP);
    }

    private static int levelOf(Decision decision) {
        return ((DimmingLevel) decision.value()).percent();
    }

    @Test
    void ranksWinInTheOrderOfTheDesign() {
        List<Rank> order = List.of(
                Rank.SAFETY_INTERLOCK,
                Rank.OPERATOR_OVERRIDE,
                Rank.PREEMPTION,
                Rank.ROAD_USER_SAFETY,
                Rank.TRANSIT_PRIORITY,
                Rank.FLOW,
                Rank.ENERGY_SAVING,
                Rank.SCHEDULE,
                Rank.FAIL_SAFE);
        assertEquals(order, List.of(Rank.values()));
        for (int i = 0; i + 1 < order.size(); i++) {
            Decision decision = decide(
                    0,
                    proposal(20, order.get(i)),
                    proposal(90, order.get(i + 1)),
                    proposal(80, Rank.SCHEDULE, "rule:schedule", NOW)); // lets energy saving speak
            assertEquals(order.get(i), decision.winner().rank());
        }
    }

    @Test
    void amongEqualsTheBrighterWinsThenTheOlder() {
        assertEquals(70, levelOf(decide(0, proposal(40, Rank.FLOW), proposal(70, Rank.FLOW, "b", NOW))));
        Decision decision = decide(
                0,
                proposal(40, Rank.FLOW, "younger", NOW.minusSeconds(1)),
                proposal(40, Rank.FLOW, "older", NOW.minusSeconds(9)));
        assertEquals("older", decision.winner().source());
        assertEquals("younger", decision.losers().get(0).source());
    }

    @Test
    void energySavingIsSilentWhileTheScheduleHasTheLampOff() {
        Decision decision = decide(0, proposal(30, Rank.ENERGY_SAVING), proposal(0, Rank.SCHEDULE));
        assertEquals(0, levelOf(decision));
        assertTrue(decision.losers().isEmpty());
    }

    @Test
    void theFloorBindsEvenAnOverrideAndSaysSo() {
        Decision decision = decide(10, proposal(0, Rank.OPERATOR_OVERRIDE), proposal(80, Rank.SCHEDULE));
        assertEquals(10, levelOf(decision));
        assertEquals("lighting floor of 10 %", decision.limitedBy());
        assertEquals(Rank.OPERATOR_OVERRIDE, decision.winner().rank());
    }

    @Test
    void whatHasExpiredDoesNotCount() {
        Proposal expired = new Proposal(
                LAMP, DimmingLevel.FULL, Rank.PREEMPTION, "gone", List.of(), "x", NOW.minusSeconds(90), NOW);
        assertEquals(
                Rank.SCHEDULE,
                decide(0, expired, proposal(80, Rank.SCHEDULE)).winner().rank());
    }

    @Test
    void theOrderOfAskingChangesNothing() {
        Random random = new Random(7);
        Arbiter arbiter = new Arbiter((lamp, at) -> DimmingLevel.OFF);
        for (int world = 0; world < 200; world++) {
            List<Proposal> proposals = new java.util.ArrayList<>();
            for (int i = 0; i < 6; i++) {
                proposals.add(proposal(
                        random.nextInt(101),
                        Rank.values()[random.nextInt(Rank.values().length)],
                        "s" + i,
                        NOW.minus(Duration.ofSeconds(random.nextInt(100)))));
            }
            Map<DeviceId, Decision> first = arbiter.resolve(proposals, NOW);
            java.util.Collections.shuffle(proposals, random);
            assertEquals(first, arbiter.resolve(proposals, NOW));
        }
    }
}
