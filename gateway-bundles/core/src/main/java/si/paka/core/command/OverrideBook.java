package si.paka.core.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.core.Ledger;
import si.paka.core.StateJson;
import si.paka.model.DeviceId;
import si.paka.model.decision.CommandValue;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.OperatorOverride;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rank;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileInfo;
import si.paka.model.journal.StateStore;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.Overrides;

/** Operators' overrides, kept over restarts. */
public final class OverrideBook implements Overrides {
    private static final Logger log = LoggerFactory.getLogger(OverrideBook.class);
    static final String ROOM = "core.overrides";
    static final Duration LONGEST = Duration.ofDays(30);

    /** As stored. */
    record Stored(
            String id, String target, int percent, String owner, String reason, Instant since, Instant expiresAt) {}

    private final StateStore store;
    private final DeviceRegister register;
    private final DeviceProfiles profiles;
    private final Ledger ledger;
    private final Clock clock;
    private final Runnable changed;
    private final Map<DeviceId, OperatorOverride> inForce = new ConcurrentHashMap<>();

    /** @param changed called after every change, so that it acts at once */
    public OverrideBook(
            StateStore store,
            DeviceRegister register,
            DeviceProfiles profiles,
            Ledger ledger,
            Clock clock,
            Runnable changed) {
        this.store = store;
        this.register = register;
        this.profiles = profiles;
        this.ledger = ledger;
        this.clock = clock;
        this.changed = changed;
        store.all(ROOM).values().forEach(bytes -> {
            Stored stored = StateJson.read(bytes, Stored.class);
            inForce.put(new DeviceId(stored.target()), asOverride(stored));
        });
    }

    @Override
    public CompletableFuture<OperatorOverride> set(
            DeviceId target, CommandValue value, String owner, String reason, Instant expiresAt) {
        Instant now = clock.instant();
        checkActuator(target);
        if (expiresAt.isAfter(now.plus(LONGEST))) {
            throw new IllegalArgumentException("expiresAt is " + expiresAt + ", expected at most 30 days from now");
        }
        String id = target + "@" + now.toEpochMilli();
        OperatorOverride override = new OperatorOverride(id, target, value, owner, reason, now, expiresAt);
        CompletableFuture<Void> stored = store.put(ROOM, target.value(), StateJson.write(asStored(override)));
        inForce.put(target, override);
        ledger.audit(owner, "override-set", target.value(), value + " until " + expiresAt + ": " + reason);
        ledger.raise(
                "info",
                "operator-override",
                target.value(),
                owner + " set " + value + ": " + reason,
                Map.of("value", value.toString(), "expiresAt", expiresAt.toString(), "owner", owner));
        changed.run();
        return stored.thenApply(done -> override).whenComplete((done, why) -> {
            if (why != null && inForce.remove(target, override)) {
                changed.run(); // what is not on disk was not acknowledged, so it must not act
            }
        });
    }

    /** @throws IllegalArgumentException if there is no such device, or it has no level that could be set */
    void checkActuator(DeviceId target) {
        Device device = register.find(target)
                .orElseThrow(() -> new IllegalArgumentException(
                        "target is \"" + target + "\", expected the id of an approved device"));
        if (profiles.find(device.profile()).filter(ProfileInfo::dims).isEmpty()) {
            throw new IllegalArgumentException("target is \"" + target + "\", a device of profile " + device.profile()
                    + ", which has no dimming level; expected a luminaire");
        }
    }

    @Override
    public CompletableFuture<Boolean> clear(DeviceId target, String by) {
        OperatorOverride was = inForce.remove(target);
        if (was == null) {
            return CompletableFuture.completedFuture(false);
        }
        ledger.audit(by, "override-clear", target.value(), "was " + was.value() + " of " + was.owner());
        ledger.raise("info", "operator-override-cleared", target.value(), by + " gave control back", Map.of());
        changed.run();
        return store.remove(ROOM, target.value()).thenApply(done -> true);
    }

    @Override
    public List<OperatorOverride> list() {
        return inForce.values().stream()
                .sorted(Comparator.comparing(OperatorOverride::target))
                .toList();
    }

    /** What the overrides propose now; ends those whose time is over. Gateway thread. */
    List<Proposal> proposals(Instant now) {
        for (OperatorOverride override : inForce.values()) {
            if (!override.expiresAt().isAfter(now) && inForce.remove(override.target(), override)) {
                log.info("override of {} on {} has ended", override.owner(), override.target());
                ledger.audit("gateway", "override-expired", override.target().value(), "of " + override.owner());
                store.remove(ROOM, override.target().value());
            }
        }
        return inForce.values().stream().map(OverrideBook::asProposal).toList();
    }

    private static Proposal asProposal(OperatorOverride override) {
        return new Proposal(
                override.target(),
                override.value(),
                Rank.OPERATOR_OVERRIDE,
                override.reason(),
                List.of(),
                "user:" + override.owner(),
                override.since(),
                override.expiresAt());
    }

    private static Stored asStored(OperatorOverride o) {
        int percent = ((DimmingLevel) o.value()).percent();
        return new Stored(o.id(), o.target().value(), percent, o.owner(), o.reason(), o.since(), o.expiresAt());
    }

    private static OperatorOverride asOverride(Stored s) {
        return new OperatorOverride(
                s.id(),
                new DeviceId(s.target()),
                new DimmingLevel(s.percent()),
                s.owner(),
                s.reason(),
                s.since(),
                s.expiresAt());
    }
}
