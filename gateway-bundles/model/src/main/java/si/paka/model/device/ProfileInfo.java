package si.paka.model.device;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import si.paka.model.PayloadFormat;
import si.paka.model.Property;
import si.paka.model.Transport;

/**
 * What the other rooms need to know of a device profile.
 *
 * @param entityType NGSI-LD type of what it observes, e.g. {@code WasteContainer}
 * @param properties what it can observe
 * @param expectedInterval how often it usually reports
 * @param silentAfter without a message for longer it counts as silent
 * @param lowBattery battery level (0..1) below which an alarm is raised, empty if mains-powered
 * @param commands by command name
 * @param resources LwM2M resources to observe
 * @param payloadFormat what its transport carries
 * @param dims whether it is a luminaire that takes a dimming level
 * @param radio LoRaWAN devices only
 */
public record ProfileInfo(
        ProfileId id,
        String vendor,
        String model,
        Transport transport,
        String entityType,
        List<Property> properties,
        Duration expectedInterval,
        Duration silentAfter,
        Optional<Double> lowBattery,
        Map<String, CommandSpec> commands,
        List<ResourceObservation> resources,
        PayloadFormat payloadFormat,
        boolean dims,
        Optional<RadioProfile> radio) {
    public ProfileInfo {
        properties = List.copyOf(properties);
        commands = Map.copyOf(commands);
        resources = List.copyOf(resources);
    }
}
