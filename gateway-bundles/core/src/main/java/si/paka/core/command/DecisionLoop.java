package si.paka.core.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.core.Ledger;
import si.paka.model.DeviceId;
import si.paka.model.TwinSnapshot;
import si.paka.model.decision.Decision;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rank;
import si.paka.model.decision.Rule;

/**
 * From snapshot to commands: asks rules, overrides and the platform what they want, lets the arbiter decide, writes down
 * what changed, and has it carried out. Gateway thread only.
 */
public final class DecisionLoop {
    private static final Logger log = LoggerFactory.getLogger(DecisionLoop.class);

    private final Supplier<List<Rule>> rules;
    private final OverrideBook overrides;
    private final RemoteDesk remote;
    private final Arbiter arbiter;
    private final DecisionBook book;
    private final Ledger ledger;
    private final Dispatcher dispatcher;
    private final Consumer<DeviceId> decisionChanged;
    private final Map<String, String> failing = new HashMap<>();
    private long ruleFailures;

    public DecisionLoop(
            Supplier<List<Rule>> rules,
            OverrideBook overrides,
            RemoteDesk remote,
            Arbiter arbiter,
            DecisionBook book,
            Ledger ledger,
            Dispatcher dispatcher,
            Consumer<DeviceId> decisionChanged) {
        this.rules = rules;
        this.overrides = overrides;
        this.remote = remote;
        this.arbiter = arbiter;
        this.book = book;
        this.ledger = ledger;
        this.dispatcher = dispatcher;
        this.decisionChanged = decisionChanged;
        remote.follow(dispatcher);
    }

    /** Decides and acts. */
    public void decide(TwinSnapshot snapshot) {
        Instant now = snapshot.takenAt();
        List<Proposal> proposals = new ArrayList<>();
        for (Rule rule : rules.get()) {
            proposals.addAll(ask(rule, snapshot));
        }
        proposals.addAll(overrides.proposals(now));
        proposals.addAll(remote.proposals(now));
        Map<DeviceId, Decision> decisions = arbiter.resolve(proposals, now);
        decisions.values().forEach(this::note);
        book.retain(decisions.keySet());
        dispatcher.carryOut(decisions, snapshot);
        remote.settle(now);
    }

    /** A rule that fails has nothing to say this time; the others still do. */
    private List<Proposal> ask(Rule rule, TwinSnapshot snapshot) {
        try {
            List<Proposal> proposals = rule.evaluate(snapshot);
            if (failing.remove(rule.name()) != null) {
                log.info("rule {} works again", rule.name());
            }
            return proposals;
        } catch (RuntimeException e) {
            ruleFailures++;
            if (failing.put(rule.name(), e.toString()) == null) {
                log.error("rule {} failed; it has no say until it works again", rule.name(), e);
            }
            return List.of();
        }
    }

    private void note(Decision decision) {
        if (!book.note(decision)) {
            return;
        }
        ledger.decided(decision);
        Proposal winner = decision.winner();
        if (!Rank.TRANSIT_PRIORITY.isStrongerThan(winner.rank())) {
            ledger.raise(
                    "info",
                    "decision",
                    decision.target().value(),
                    decision.target() + " to " + decision.value() + ": " + winner.reason(),
                    Map.of(
                            "rank",
                            winner.rank().name(),
                            "source",
                            winner.source(),
                            "value",
                            decision.value().toString()));
        }
        decisionChanged.accept(decision.target());
    }

    /** Rules that fail now, with what they said. */
    public Map<String, String> failing() {
        return Map.copyOf(failing);
    }

    public Map<String, Long> counters() {
        Map<String, Long> counters = new HashMap<>(dispatcher.counters());
        counters.put("rule_failures_total", ruleFailures);
        return counters;
    }
}
