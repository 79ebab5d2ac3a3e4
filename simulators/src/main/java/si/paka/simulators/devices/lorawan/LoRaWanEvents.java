package si.paka.simulators.devices.lorawan;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Bodies of ChirpStack v4 events, as its MQTT integration writes them: protobuf's JSON, where a field that is zero or false
 * is left out. Source: ChirpStack's {@code api/proto/integration}.
 */
final class LoRaWanEvents {
    private static final String TENANT = "6f0d3c3e-53a2-4d2c-9c7e-3f6a5f2f4a10";
    private static final double FREQUENCY_HZ = 868_100_000;

    private final String application;

    LoRaWanEvents(String application) {
        this.application = application;
    }

    Map<String, Object> up(LoRaWanDevice device, int count, String data, Instant now, Radio radio) {
        Map<String, Object> event = about(device, now);
        event.put("devAddr", address(device));
        event.put("adr", true);
        event.put("dr", 5);
        if (count != 0) {
            event.put("fCnt", count);
        }
        event.put("fPort", device.port());
        event.put("data", data);
        event.put("rxInfo", List.of(reception(now, radio)));
        event.put("txInfo", Map.of("frequency", (long) FREQUENCY_HZ, "modulation", Map.of("lora", lora())));
        event.put("regionConfigId", "eu868");
        return event;
    }

    Map<String, Object> join(LoRaWanDevice device, Instant now) {
        Map<String, Object> event = about(device, now);
        event.put("devAddr", address(device));
        return event;
    }

    Map<String, Object> status(LoRaWanDevice device, Instant now) {
        Map<String, Object> event = about(device, now);
        event.put("margin", 12);
        event.put("batteryLevel", device.battery());
        return event;
    }

    Map<String, Object> transmitted(LoRaWanDevice device, String itemId, int count, Instant now) {
        Map<String, Object> event = withoutDeduplication(device, now);
        event.put("downlinkId", Integer.toUnsignedLong(itemId.hashCode()));
        event.put("queueItemId", itemId);
        if (count != 0) {
            event.put("fCntDown", count);
        }
        event.put("gatewayId", "0016c001f1500812");
        event.put("txInfo", Map.of("frequency", (long) FREQUENCY_HZ, "power", 16));
        return event;
    }

    Map<String, Object> acknowledged(LoRaWanDevice device, String itemId, int count, Instant now) {
        Map<String, Object> event = about(device, now);
        event.put("queueItemId", itemId);
        event.put("acknowledged", true);
        if (count != 0) {
            event.put("fCntDown", count);
        }
        return event;
    }

    Map<String, Object> log(LoRaWanDevice device, String level, String code, String text, Instant now) {
        Map<String, Object> event = withoutDeduplication(device, now);
        event.put("level", level);
        event.put("code", code);
        event.put("description", text);
        return event;
    }

    private Map<String, Object> about(LoRaWanDevice device, Instant now) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("deduplicationId", UUID.randomUUID().toString());
        event.putAll(withoutDeduplication(device, now));
        return event;
    }

    private Map<String, Object> withoutDeduplication(LoRaWanDevice device, Instant now) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("tenantId", TENANT);
        about.put("tenantName", "Velenje");
        about.put("applicationId", application);
        about.put("applicationName", "town");
        about.put("deviceProfileName", device.kind());
        about.put("deviceName", device.name());
        about.put("devEui", device.devEui());
        about.put("deviceClassEnabled", "CLASS_A");
        about.put("tags", Map.of());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("time", now.toString());
        event.put("deviceInfo", about);
        return event;
    }

    private static Map<String, Object> reception(Instant now, Radio radio) {
        Map<String, Object> reception = new LinkedHashMap<>();
        reception.put("gatewayId", "0016c001f1500812");
        reception.put("uplinkId", now.getNano());
        reception.put("gwTime", now.toString());
        reception.put("rssi", radio.rssi());
        reception.put("snr", radio.snr());
        reception.put("channel", 3);
        reception.put("location", Map.of("latitude", 46.3622, "longitude", 15.1107));
        reception.put("crcStatus", "CRC_OK");
        return reception;
    }

    private static Map<String, Object> lora() {
        return Map.of("bandwidth", 125_000, "spreadingFactor", 7, "codeRate", "CR_4_5");
    }

    private static String address(LoRaWanDevice device) {
        return "00" + device.devEui().substring(10);
    }

    /** @param rssi dBm @param snr dB */
    record Radio(int rssi, double snr) {}
}
