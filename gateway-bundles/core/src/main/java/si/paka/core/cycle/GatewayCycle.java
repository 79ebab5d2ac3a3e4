package si.paka.core.cycle;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.core.alarm.DeviceWatch;
import si.paka.core.command.DecisionLoop;
import si.paka.core.feed.Sequences;
import si.paka.core.ingest.Processed;
import si.paka.core.ingest.Progress;
import si.paka.core.register.DeviceBook;
import si.paka.core.twin.TwinState;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.TwinSnapshot;
import si.paka.model.decision.Rule;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.journal.Journal;
import si.paka.model.journal.JournalFullException;
import si.paka.model.journal.JournalRecord;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.MessageDecoder;

/**
 * The whole path in one place: what was decoded changes the twin and is written down for the uplink; then rules decide and
 * commands go out. Runs on the gateway thread.
 */
public final class GatewayCycle implements GatewayThread.Turn {
    private static final Logger log = LoggerFactory.getLogger(GatewayCycle.class);
    private static final int TICKS_PER_LOOK = 2;

    /** What was made of a message and still has to be written. */
    private record Unwritten(Processed processed, JournalRecord record) {}

    private final TwinState twin;
    private final DeviceBook register;
    private final DeviceProfiles profiles;
    private final Journal journal;
    private final Sequences sequences;
    private final DecisionLoop decisions;
    private final DeviceWatch watch;
    private final Progress progress;
    private final Supplier<List<Rule>> rules;
    private final Consumer<DeviceTwin> changed;
    private final Consumer<Long> recorded;
    private final Deque<Unwritten> unwritten = new ArrayDeque<>();
    private final LongAdder observed = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private Set<Property> triggers = Set.of();
    private boolean decideSoon = true;
    private int ticks;

    /**
     * @param changed told of every changed twin
     * @param recorded told of the highest position written in a turn
     */
    public GatewayCycle(
            TwinState twin,
            DeviceBook register,
            DeviceProfiles profiles,
            Journal journal,
            Sequences sequences,
            DecisionLoop decisions,
            DeviceWatch watch,
            Progress progress,
            Supplier<List<Rule>> rules,
            Consumer<DeviceTwin> changed,
            Consumer<Long> recorded) {
        this.twin = twin;
        this.register = register;
        this.profiles = profiles;
        this.journal = journal;
        this.sequences = sequences;
        this.decisions = decisions;
        this.watch = watch;
        this.progress = progress;
        this.rules = rules;
        this.changed = changed;
        this.recorded = recorded;
    }

    @Override
    public void run(Instant now, List<Processed> batch, boolean tick) {
        if (tick) {
            everySecond(now);
        }
        for (Processed processed : batch) {
            takeGuarded(processed);
        }
        write();
        if (tick || decideSoon) {
            decideSoon = false;
            decisions.decide(twin.snapshot(now));
        }
    }

    /** Asks for a decision in this turn. Gateway thread. */
    public void decideSoon() {
        decideSoon = true;
    }

    private void everySecond(Instant now) {
        Set<Property> all = new HashSet<>();
        rules.get().forEach(rule -> all.addAll(rule.triggers()));
        triggers = all;
        if (ticks++ % TICKS_PER_LOOK == 0) {
            watch.look(register.list(), new TwinSnapshot(now, twin.snapshot(now).twins()));
        }
    }

    /** One message that makes us fail must neither take the rest of its batch with it nor stay unfinished. */
    private void takeGuarded(Processed processed) {
        Unwritten before = unwritten.peekLast();
        try {
            take(processed);
        } catch (RuntimeException e) {
            failures.increment();
            log.error(
                    "a message of {} could not be worked on", processed.device().id(), e);
            if (unwritten.peekLast() == before) {
                keep(processed, new JournalRecord.Rejected(processed.position(), "failure", e.toString()));
            }
            processed.decoded().complete("the cabinet failed to work on it; its log says why");
        }
    }

    private void take(Processed processed) {
        if (processed.result() instanceof MessageDecoder.Result.Decoded decoded) {
            observe(processed, decoded.observations());
            processed.decoded().complete("");
        } else if (processed.result() instanceof MessageDecoder.Result.Rejected failure) {
            reject(processed, failure);
            processed.decoded().complete(failure.reason());
        }
    }

    private void observe(Processed processed, List<Observation> observations) {
        Device device = register.find(processed.device().id()).orElse(processed.device());
        DeviceTwin after =
                twin.apply(device.id(), observations, processed.message().receivedAt());
        Consent consent = device.consent();
        boolean published = consent.scope() != Consent.Scope.NONE && !observations.isEmpty();
        observed.increment();
        keep(
                processed,
                new JournalRecord.Observed(
                        processed.position(),
                        device.id(),
                        device.asset(),
                        profiles.find(device.profile())
                                .map(profile -> profile.entityType())
                                .orElse(""),
                        processed.message().receivedAt(),
                        observations,
                        consent.scope() == Consent.Scope.OPEN,
                        consent.raw(),
                        published ? sequences.next() : Map.of()));
        watch.understood(device);
        changed.accept(after);
        if (!decideSoon && observations.stream().anyMatch(o -> triggers.contains(o.property()))) {
            decideSoon = true;
        }
    }

    private void reject(Processed processed, MessageDecoder.Result.Rejected failure) {
        rejected.increment();
        Device device = processed.device();
        log.debug("{} could not be decoded: {} {}", device.id(), failure.code(), failure.reason());
        keep(processed, new JournalRecord.Rejected(processed.position(), failure.code(), failure.reason()));
        twin.apply(device.id(), List.of(), processed.message().receivedAt());
        watch.rejected(device, failure.reason(), processed.message().receivedAt());
    }

    private void keep(Processed processed, JournalRecord record) {
        unwritten.add(new Unwritten(processed, record));
    }

    /** Writes what there is room for; the rest waits for the next turn and nothing overtakes it. */
    private void write() {
        long last = 0;
        try {
            while (!unwritten.isEmpty()) {
                Unwritten next = unwritten.peekFirst();
                last = journal.append(next.record());
                unwritten.pollFirst();
                progress.finished(next.processed().lane(), next.processed().position());
            }
        } catch (JournalFullException e) {
            log.debug("{} records wait for room in the journal", unwritten.size());
        }
        if (last > 0) {
            recorded.accept(last);
        }
    }

    public Map<String, Long> counters() {
        return Map.of(
                "messages_observed_total", observed.sum(),
                "messages_rejected_total", rejected.sum(),
                "messages_failed_total", failures.sum());
    }
}
