package si.paka.simulators.devices.coap;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Packs readings as sensor measurement lists, RFC 8428. */
public final class SenMl {
    /** CoAP content formats. */
    public static final int JSON_FORMAT = 110;

    public static final int CBOR_FORMAT = 112;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CBORFactory CBOR = new CBORFactory();
    private static final Map<String, String> UNITS = Map.of(
            "temperature", "Cel", "humidity", "%RH", "pm10", "ug/m3", "pm25", "ug/m3", "no2", "ug/m3", "o3", "ug/m3");

    private SenMl() {}

    public static byte[] json(Map<String, Double> values, Instant at) {
        List<Map<String, Object>> records = new ArrayList<>();
        values.forEach((name, value) -> {
            Map<String, Object> entry = new LinkedHashMap<>();
            if (records.isEmpty()) {
                entry.put("bt", at.getEpochSecond());
            }
            entry.put("n", name);
            entry.put("u", UNITS.getOrDefault(name, "1"));
            entry.put("v", value);
            records.add(entry);
        });
        try {
            return JSON.writeValueAsBytes(records);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In CBOR the names of the fields are small integers. */
    public static byte[] cbor(Map<String, Double> values, Instant at) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CBORGenerator out = CBOR.createGenerator(bytes)) {
            out.writeStartArray(null, values.size());
            boolean first = true;
            for (Map.Entry<String, Double> value : values.entrySet()) {
                out.writeStartObject(first ? 4 : 3);
                if (first) {
                    field(out, -3).writeNumber(at.getEpochSecond());
                }
                field(out, 0).writeString(value.getKey());
                field(out, 1).writeString(UNITS.getOrDefault(value.getKey(), "1"));
                field(out, 2).writeNumber(value.getValue());
                out.writeEndObject();
                first = false;
            }
            out.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static JsonGenerator field(CBORGenerator out, int label) throws IOException {
        out.writeFieldId(label);
        return out;
    }
}
