package si.paka.core.feed;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import si.paka.core.StateJson;
import si.paka.model.DeviceMessage;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.journal.JournalRecord;

/** Bodies of the topics {@code /event} and {@code /raw}. */
final class EventJson {
    private EventJson() {}

    static byte[] write(JournalRecord.Raised raised) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("at", raised.at());
        body.put("severity", raised.severity());
        body.put("kind", raised.kind());
        if (!raised.subject().isEmpty()) {
            body.put("subject", raised.subject());
        }
        body.put("text", raised.text());
        if (!raised.detail().isEmpty()) {
            body.put("detail", raised.detail());
        }
        return StateJson.write(body);
    }

    static byte[] write(Map<String, Object> body) {
        return StateJson.write(body);
    }

    /**
     * Raw payload, what the codec gave ({@code decoded}, where it differs from the value) and what was made of it
     * ({@code values}), side by side (requirement N-15); {@code doubts} names the values that are not good.
     */
    static byte[] raw(DeviceMessage message, JournalRecord.Observed observed) {
        Map<String, Object> decoded = new LinkedHashMap<>();
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> doubts = new LinkedHashMap<>();
        for (Observation observation : observed.observations()) {
            if (observation.quality() == Quality.SUPPRESSED) {
                continue;
            }
            String name = observation.property().name();
            values.put(name, plain(observation.value()));
            if (!observation.said().isEmpty()) {
                decoded.put(name, observation.said());
            }
            if (observation.quality() != Quality.GOOD) {
                doubts.put(name, Map.of("quality", observation.quality().name(), "reason", observation.doubt()));
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("device", observed.device().value());
        body.put("receivedAt", message.receivedAt());
        body.put("format", message.format().name());
        body.put("port", message.port());
        body.put("payload", Base64.getEncoder().encodeToString(message.payload()));
        body.put("radio", message.radio());
        body.put("decoded", decoded);
        body.put("values", values);
        body.put("doubts", doubts);
        return StateJson.write(body);
    }

    private static Object plain(Value value) {
        if (value instanceof Value.Quantity quantity) {
            return quantity.number();
        }
        if (value instanceof Value.Flag flag) {
            return flag.on();
        }
        if (value instanceof Value.Text text) {
            return text.text();
        }
        Value.Place place = (Value.Place) value;
        return Map.of("lat", place.latitude(), "lon", place.longitude());
    }
}
