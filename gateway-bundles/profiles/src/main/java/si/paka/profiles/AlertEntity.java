package si.paka.profiles;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import si.paka.model.device.Device;
import si.paka.model.port.Alarms;

/** A standing alarm as an {@code Alert} of the Smart Data Models. */
final class AlertEntity {
    private static final String OTHERWISE = "security"; // the model has no word for what is merely technical
    private static final Map<String, String> SEVERITIES =
            Map.of("info", "informational", "warning", "medium", "critical", "critical");

    private AlertEntity() {}

    /** @param about what the alarm's device observes; empty for the cabinet itself */
    static void write(
            JsonGenerator json,
            String town,
            Alarms.Alarm alarm,
            Optional<Device> device,
            Optional<EntityShape> about,
            String contextUrl)
            throws IOException {
        EntityWriter entity = new EntityWriter(json, EntityShape.plain("Alert"), town);
        entity.open(alarm.id());
        String category =
                about.map(EntityShape::alert).filter(word -> !word.isEmpty()).orElse(OTHERWISE);
        entity.property("category", category);
        entity.property("severity", SEVERITIES.getOrDefault(alarm.severity(), "medium"));
        entity.property("dateIssued", EntityWriter.text(alarm.raisedAt()));
        entity.property("description", alarm.text());
        entity.property(
                "alertSource",
                device.isPresent() && about.isPresent()
                        ? about.get().urn(town, device.get().asset().value())
                        : "urn:ngsi-ld:Device:" + town + ":cabinet");
        json.writeObjectFieldStart("data");
        json.writeStringField("type", "Property");
        json.writeObjectFieldStart("value");
        json.writeStringField("kind", alarm.kind());
        json.writeBooleanField("acknowledged", alarm.acknowledgedBy().isPresent());
        json.writeEndObject();
        json.writeEndObject();
        if (device.isPresent() && device.get().location().isPresent()) {
            entity.location(device.get().location().get());
        }
        entity.close(contextUrl);
    }
}
