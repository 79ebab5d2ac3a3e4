package si.paka.adapter.lorawan.chirpstack;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import si.paka.adapter.lorawan.Reception;
import si.paka.adapter.lorawan.chirpstack.MalformedEventException.Reason;

/** Picks an event's fields in one pass over its bytes, without a tree; the rest is skipped. */
final class JsonEvents {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // names are whatever the sender likes
            .build();
    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_SHOWN = 20;

    private final ServerEvent event;
    private final JsonParser json;

    private JsonEvents(ServerEvent event, JsonParser json) {
        this.event = event;
        this.json = json;
    }

    static void fill(ServerEvent event, byte[] payload) throws MalformedEventException {
        try (JsonParser json = JSON.createParser(payload)) {
            new JsonEvents(event, json).readAll();
        } catch (JsonProcessingException e) {
            throw new MalformedEventException(Reason.JSON, e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedEventException(Reason.JSON, e.getMessage());
        }
    }

    private void readAll() throws IOException, MalformedEventException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedEventException(Reason.JSON, "found " + json.currentToken() + ", expected a JSON object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_NULL) {
                take(name);
            }
        }
        if (json.nextToken() != null) {
            throw new MalformedEventException(Reason.JSON, "more follows after the JSON object");
        }
    }

    private void take(String name) throws IOException, MalformedEventException {
        switch (name) {
            case "deduplicationId" -> event.deduplicationId = text();
            case "deviceInfo" -> deviceInfo();
            case "fPort" -> event.fPort = port();
            case "fCnt" -> event.fCnt = figure();
            case "dr" -> event.dataRate = figure();
            case "confirmed" -> event.confirmed = json.getBooleanValue();
            case "data" -> event.data = bytes();
            case "rxInfo" -> receptions();
            case "txInfo" -> details();
            case "margin" -> event.margin = figure();
            case "batteryLevel" -> event.batteryLevel = figure();
            case "externalPowerSource" -> event.externalPower = json.getBooleanValue();
            case "batteryLevelUnavailable" -> event.batteryUnavailable = json.getBooleanValue();
            case "acknowledged" -> event.acknowledged = json.getBooleanValue();
            case "queueItemId" -> event.queueItemId = text();
            case "gatewayId" -> event.gatewayId = text();
            case "level" -> event.level = text();
            case "code" -> event.code = text();
            case "description" -> event.description = text();
            case "context" -> context();
            default -> json.skipChildren();
        }
    }

    private int port() throws IOException, MalformedEventException {
        boolean whole =
                json.currentToken() == JsonToken.VALUE_NUMBER_INT && json.getNumberType() == JsonParser.NumberType.INT;
        if (!whole || json.getIntValue() < 0 || json.getIntValue() > 255) {
            throw new MalformedEventException(Reason.FPORT, "fPort is " + shown() + ", expected 0..255");
        }
        return json.getIntValue();
    }

    private byte[] bytes() throws IOException, MalformedEventException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new MalformedEventException(Reason.BASE64, "data is " + shown() + ", expected base64 text");
        }
        try {
            return json.getBinaryValue(Base64Variants.MIME_NO_LINEFEEDS);
        } catch (JsonProcessingException e) {
            throw new MalformedEventException(Reason.BASE64, "data is not base64: " + e.getOriginalMessage());
        }
    }

    private void deviceInfo() throws IOException {
        boolean open = isObject();
        while (open && json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "devEui" -> event.devEui = text().toLowerCase(Locale.ROOT);
                case "deviceName" -> event.deviceName = text();
                default -> json.skipChildren();
            }
        }
    }

    /** ChirpStack names the queue item that a log event is about here. */
    private void context() throws IOException {
        boolean open = isObject();
        while (open && json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("queue_item_id")) {
                event.queueItemId = text();
            } else {
                json.skipChildren();
            }
        }
    }

    private void receptions() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (isObject()) {
                reception();
            }
        }
    }

    private void reception() throws IOException {
        String gateway = "";
        double rssi = 0;
        double snr = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "gatewayId" -> gateway = text();
                case "rssi" -> rssi = figure();
                case "snr" -> snr = figure();
                default -> json.skipChildren();
            }
        }
        event.heardBy(new Reception(gateway, rssi, snr));
    }

    /** Of {@code txInfo} with what is nested in it. */
    private void details() throws IOException {
        boolean open = isObject();
        while (open && json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "frequency" -> event.frequency_Hz = figure();
                case "spreadingFactor" -> event.spreadingFactor = figure();
                case "bandwidth" -> event.bandwidth_Hz = figure();
                case "modulation", "lora" -> details();
                default -> json.skipChildren();
            }
        }
    }

    /** Whether an object begins here; anything else is skipped. */
    private boolean isObject() throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        json.skipChildren();
        return false;
    }

    /** A number, or not a number if it is something else: radio facts are nice to have. */
    private double figure() throws IOException {
        if (json.currentToken().isNumeric()) {
            return json.getDoubleValue();
        }
        json.skipChildren();
        return Double.NaN;
    }

    private String text() throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            json.skipChildren();
            return "";
        }
        String text = json.getText();
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    private String shown() throws IOException {
        String text = json.getText();
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }
}
