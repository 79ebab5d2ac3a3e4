package si.paka.core.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.DeviceId;
import si.paka.model.Observation;
import si.paka.model.Property;
import si.paka.model.TwinSnapshot;
import si.paka.model.Value;
import si.paka.model.decision.Command;
import si.paka.model.decision.CommandValue;
import si.paka.model.decision.Decision;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.EncodedCommand;
import si.paka.model.decision.Outcome;
import si.paka.model.device.Device;
import si.paka.model.port.CommandEncoder;
import si.paka.model.port.DeviceAdapter;
import si.paka.model.port.DeviceRegister;

/**
 * Sees to it that actuators do what was decided: sends only changes, one command per target at a time (where the
 * adapter replaces what waits: the newest), tries again after a
 * failure with growing pauses, after a restart of the device, and when the device reports something else. Gateway thread
 * only.
 */
public final class Dispatcher {
    private static final Logger log = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration COMMAND_LIFE = Duration.ofSeconds(30);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
    /** How long a device may report another level before it is told again: fades take their time. */
    private static final Duration DISAGREEMENT = Duration.ofSeconds(90);

    /** What is known of one target. */
    private static final class Target {
        Decision wanted;
        CommandValue confirmed;
        Instant confirmedAt = Instant.EPOCH;
        boolean inFlight;
        /** Of what is in flight: its value, its number, and whether something newer may take its place. */
        CommandValue sent;

        long turn;
        boolean replaceable;
        boolean failing;
        Duration pause = FIRST_PAUSE;
        Instant notBefore = Instant.EPOCH;
    }

    private final DeviceRegister register;
    private final CommandEncoder encoder;
    private final Adapters adapters;
    private final Executor gateway;
    private final BiConsumer<DeviceId, Outcome> outcomes;
    private final Map<DeviceId, Target> targets = new HashMap<>();
    private long sequence;
    private long sent;
    private long failed;

    /**
     * @param gateway runs tasks on the gateway thread
     * @param outcomes told of every outcome, on the gateway thread
     */
    public Dispatcher(
            DeviceRegister register,
            CommandEncoder encoder,
            Adapters adapters,
            Executor gateway,
            BiConsumer<DeviceId, Outcome> outcomes) {
        this.register = register;
        this.encoder = encoder;
        this.adapters = adapters;
        this.gateway = gateway;
        this.outcomes = outcomes;
    }

    /** Brings all targets towards what was decided. */
    void carryOut(Map<DeviceId, Decision> decisions, TwinSnapshot snapshot) {
        decisions.forEach((id, decision) -> {
            Target target = targets.computeIfAbsent(id, t -> new Target());
            if (target.wanted == null || !target.wanted.value().equals(decision.value())) {
                target.pause = FIRST_PAUSE;
                target.notBefore = Instant.EPOCH;
            }
            target.wanted = decision;
            if (needsTelling(id, target, snapshot)) {
                send(id, target, snapshot.takenAt());
            }
        });
        retain(decisions.keySet());
    }

    private void retain(Set<DeviceId> present) {
        if (targets.size() != present.size()) {
            targets.keySet().retainAll(present);
        }
    }

    private static boolean needsTelling(DeviceId id, Target target, TwinSnapshot snapshot) {
        boolean occupied = target.inFlight
                && !(target.replaceable && !target.wanted.value().equals(target.sent));
        if (occupied || snapshot.takenAt().isBefore(target.notBefore)) {
            return false;
        }
        return !target.wanted.value().equals(target.confirmed) || reportsOtherwise(id, target, snapshot);
    }

    private static boolean reportsOtherwise(DeviceId id, Target target, TwinSnapshot snapshot) {
        Optional<Observation> reported = snapshot.findLatest(id, Property.DIMMING_LEVEL);
        if (reported.isEmpty() || !(reported.get().value() instanceof Value.Quantity quantity)) {
            return false;
        }
        Instant settled = target.confirmedAt.plus(DISAGREEMENT);
        long percent = Math.round(quantity.number() * 100);
        return reported.get().observedAt().isAfter(settled)
                && snapshot.takenAt().isAfter(settled)
                && Math.abs(percent - ((DimmingLevel) target.wanted.value()).percent()) > 2;
    }

    private void send(DeviceId id, Target target, Instant now) {
        Device device = register.find(id).orElse(null);
        if (device == null) {
            return;
        }
        CommandValue value = target.wanted.value();
        target.inFlight = true;
        target.sent = value;
        long turn = ++target.turn;
        target.replaceable = adapters.find(device.address().transport())
                .map(DeviceAdapter::replacesWaiting)
                .orElse(false);
        CommandEncoder.Result result = encoder.encode(device, value);
        if (result instanceof CommandEncoder.Result.Refused refused) {
            done(id, value, turn, new Outcome(Outcome.State.REJECTED, refused.reason(), now));
            return;
        }
        sent++;
        EncodedCommand content = ((CommandEncoder.Result.Encoded) result).content();
        deliver(device, content, target.wanted, now)
                .thenAccept(outcome -> gateway.execute(() -> done(id, value, turn, outcome)));
    }

    private CompletableFuture<Outcome> deliver(Device device, EncodedCommand content, Decision decision, Instant now) {
        DeviceAdapter adapter = adapters.find(device.address().transport()).orElse(null);
        if (adapter == null) {
            return CompletableFuture.completedFuture(new Outcome(
                    Outcome.State.FAILED, "no adapter for " + device.address().transport(), now));
        }
        String id = "c" + now.toEpochMilli() + "-" + ++sequence;
        return adapter.send(new Command(
                id, device, content, decision.winner().rank(), decision.winner().reason(), now.plus(COMMAND_LIFE)));
    }

    private void done(DeviceId id, CommandValue value, long turn, Outcome outcome) {
        Target target = targets.get(id);
        if (target != null && target.turn != turn) {
            return; // something newer took its place
        }
        if (target != null) {
            target.inFlight = false;
            note(id, target, value, outcome);
        }
        outcomes.accept(id, outcome);
    }

    private void note(DeviceId id, Target target, CommandValue value, Outcome outcome) {
        switch (outcome.state()) {
            case APPLIED, SENT -> {
                if (target.failing) {
                    log.info("{} takes commands again: {}", id, value);
                }
                target.failing = false;
                target.confirmed = value;
                target.confirmedAt = outcome.at();
                target.pause = FIRST_PAUSE;
            }
            case FAILED, EXPIRED, REJECTED -> {
                failed++;
                target.confirmed = null;
                target.notBefore = outcome.at().plus(target.pause);
                Duration doubled = target.pause.multipliedBy(2);
                target.pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
                if (!target.failing) {
                    log.warn("{} did not take {}: {}; trying again", id, value, outcome.reason());
                }
                target.failing = true;
            }
        }
    }

    /** The device may have forgotten what it was told. */
    public void tellAgain(DeviceId id) {
        Target target = targets.get(id);
        if (target != null) {
            target.confirmed = null;
            target.notBefore = Instant.EPOCH;
            target.pause = FIRST_PAUSE;
        }
    }

    /** Whether the target is known to do what is wanted now. */
    boolean isInForce(DeviceId id) {
        Target target = targets.get(id);
        return target != null && target.wanted != null && target.wanted.value().equals(target.confirmed);
    }

    Map<String, Long> counters() {
        return Map.of("commands_sent_total", sent, "commands_failed_total", failed);
    }
}
