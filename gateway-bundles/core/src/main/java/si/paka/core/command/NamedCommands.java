package si.paka.core.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import si.paka.core.Ledger;
import si.paka.model.DeviceId;
import si.paka.model.Property;
import si.paka.model.Transport;
import si.paka.model.decision.Command;
import si.paka.model.decision.Outcome;
import si.paka.model.decision.Rank;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileInfo;
import si.paka.model.port.CommandEncoder;
import si.paka.model.port.DeviceAdapter;
import si.paka.model.port.DeviceCommands;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;

/** Sends commands that a profile names and no rule decides on, such as a reporting interval. Any thread. */
public final class NamedCommands implements DeviceCommands {
    private static final Duration LIFE = Duration.ofMinutes(1);
    /** A battery device listens only after it has spoken; it gets its command at the second chance at the latest. */
    private static final int CHANCES = 2;

    private final DeviceRegister register;
    private final DeviceProfiles profiles;
    private final CommandEncoder encoder;
    private final Adapters adapters;
    private final Ledger ledger;
    private final Clock clock;
    private final AtomicLong sequence = new AtomicLong();

    public NamedCommands(
            DeviceRegister register,
            DeviceProfiles profiles,
            CommandEncoder encoder,
            Adapters adapters,
            Ledger ledger,
            Clock clock) {
        this.register = register;
        this.profiles = profiles;
        this.encoder = encoder;
        this.adapters = adapters;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Outcome> send(DeviceId id, String command, Map<String, Object> arguments, String by) {
        Instant now = clock.instant();
        Device device = register.find(id).orElse(null);
        if (device == null) {
            return rejected("device is \"" + id + "\", expected an approved device", now);
        }
        ProfileInfo profile = profiles.find(device.profile()).orElse(null);
        if (profile != null && profile.dims() && command.equals(Property.DIMMING_LEVEL.name())) {
            return rejected("the level of a luminaire is decided, not commanded; set an override with a reason", now);
        }
        CommandEncoder.Result encoded = encoder.encode(device, command, arguments);
        if (encoded instanceof CommandEncoder.Result.Refused refused) {
            return rejected(refused.reason(), now);
        }
        DeviceAdapter adapter = adapters.find(device.address().transport()).orElse(null);
        if (adapter == null) {
            return rejected("no adapter for " + device.address().transport() + " is running", now);
        }
        ledger.audit(by, "device-command", id.value(), command + " " + arguments);
        Command sent = new Command(
                "n" + now.toEpochMilli() + "-" + sequence.incrementAndGet(),
                device,
                ((CommandEncoder.Result.Encoded) encoded).content(),
                Rank.OPERATOR_OVERRIDE,
                command,
                now.plus(life(device, profile)));
        return adapter.send(sent)
                .whenComplete((outcome, why) -> ledger.audit(
                        "gateway",
                        "device-command-outcome",
                        id.value(),
                        command + " of " + by + ": " + (why == null ? outcome.state() + " " + outcome.reason() : why)));
    }

    private static Duration life(Device device, ProfileInfo profile) {
        if (device.address().transport() != Transport.LORAWAN || profile == null) {
            return LIFE;
        }
        Duration patient = profile.expectedInterval().multipliedBy(CHANCES);
        return patient.compareTo(LIFE) > 0 ? patient : LIFE;
    }

    private static CompletableFuture<Outcome> rejected(String why, Instant now) {
        return CompletableFuture.completedFuture(new Outcome(Outcome.State.REJECTED, why, now));
    }
}
