package si.paka.core.aggregate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import si.paka.core.StateJson;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.PayloadFormat;
import si.paka.model.Value;
import si.paka.model.device.Device;

/** An aggregate's totals as a message like any device's: SenML JSON (RFC 8428), one record a property. */
final class AggregateMessage {
    private AggregateMessage() {}

    static DeviceMessage of(Device aggregate, Totals totals, Instant now) {
        List<Map<String, Object>> records = new ArrayList<>();
        totals.values().forEach((property, value) -> {
            Map<String, Object> record = new LinkedHashMap<>();
            record.put("n", property);
            if (value instanceof Value.Quantity quantity) {
                record.put("v", quantity.number());
            } else if (value instanceof Value.Flag flag) {
                record.put("vb", flag.on());
            } else if (value instanceof Value.Text text) {
                record.put("vs", text.text());
            }
            records.add(record);
        });
        return new DeviceMessage(
                aggregate.address(),
                "",
                now,
                MessageKind.DATA,
                PayloadFormat.SENML_JSON,
                0,
                StateJson.write(records),
                Map.of());
    }
}
