package si.paka.adapter.lorawan;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What Paka needs of a ChirpStack event in JSON, picked in one pass. Protobuf's JSON leaves out zero and false, so what is missing
 * is zero. Source: chirpstack api/proto/integration/integration.proto, v4.
 */
final class UplinkEvent {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] NOTHING = new byte[0];

    String deduplicationId = "";
    String devEui = "";
    String deviceName = "";
    int fPort;
    byte[] data = NOTHING;
    final Map<String, Double> radio = new HashMap<>();
    double margin;
    double batteryLevel = -1;
    boolean externalPower;
    boolean batteryUnavailable;
    boolean acknowledged;
    String queueItemId = "";
    String level = "";
    String code = "";
    String description = "";
    private int gateways;

    private UplinkEvent() {}

    /** @throws IOException saying where and what is wrong */
    static UplinkEvent parse(byte[] payload) throws IOException {
        UplinkEvent event = new UplinkEvent();
        try (JsonParser json = JSON.createParser(payload)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("found " + json.currentToken() + ", expected a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                event.take(json);
            }
        }
        if (event.gateways > 0) {
            event.radio.put("gateways", (double) event.gateways);
        }
        return event;
    }

    private void take(JsonParser json) throws IOException {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        switch (name) {
            case "deduplicationId" -> deduplicationId = text(json);
            case "deviceInfo" -> deviceInfo(json);
            case "fPort" -> fPort = json.getIntValue();
            case "fCnt" -> radio.put("fCnt", (double) json.getLongValue());
            case "dr" -> radio.put("dr", (double) json.getIntValue());
            case "data" ->
                data = value == JsonToken.VALUE_STRING
                        ? json.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS)
                        : NOTHING;
            case "rxInfo" -> rxInfo(json);
            case "txInfo" -> txInfo(json);
            case "margin" -> margin = json.getDoubleValue();
            case "batteryLevel" -> batteryLevel = json.getDoubleValue();
            case "externalPowerSource" -> externalPower = json.getBooleanValue();
            case "batteryLevelUnavailable" -> batteryUnavailable = json.getBooleanValue();
            case "acknowledged" -> acknowledged = json.getBooleanValue();
            case "queueItemId" -> queueItemId = text(json);
            case "level" -> level = text(json);
            case "code" -> code = text(json);
            case "description" -> description = text(json);
            default -> json.skipChildren();
        }
    }

    private static String text(JsonParser json) throws IOException {
        String text = json.getValueAsString("");
        return text.length() > 200 ? text.substring(0, 200) : text;
    }

    private void deviceInfo(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "devEui" -> devEui = text(json).toLowerCase(java.util.Locale.ROOT);
                case "deviceName" -> deviceName = text(json);
                default -> json.skipChildren();
            }
        }
    }

    /** Of all gateways that heard it, the one that heard it best counts. */
    private void rxInfo(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
            gateways++;
            double rssi = 0;
            double snr = 0;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "rssi" -> rssi = json.getDoubleValue();
                    case "snr" -> snr = json.getDoubleValue();
                    default -> json.skipChildren();
                }
            }
            if (!radio.containsKey("rssi") || rssi > radio.get("rssi")) {
                radio.put("rssi", rssi);
                radio.put("snr", snr);
            }
        }
    }

    private void txInfo(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("frequency")) {
                radio.put("frequency", json.getDoubleValue());
            } else if (name.equals("spreadingFactor")) {
                radio.put("sf", json.getDoubleValue());
            } else if (value == JsonToken.START_OBJECT && (name.equals("modulation") || name.equals("lora"))) {
                txInfo(json);
            } else {
                json.skipChildren();
            }
        }
    }
}
