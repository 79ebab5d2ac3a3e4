package si.paka.model.port;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import si.paka.model.DeviceId;
import si.paka.model.decision.Outcome;

/** Commands by name that a profile understands and no rule decides on. Served by {@code core}. */
public interface DeviceCommands {
    /**
     * The future completes with what became of it: at the latest after a minute, of a LoRaWAN device after two of its
     * reporting intervals. What a rule decides on, such as a luminaire's level, is rejected.
     */
    CompletableFuture<Outcome> send(DeviceId device, String command, Map<String, Object> arguments, String by);
}
