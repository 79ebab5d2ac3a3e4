package si.paka.simulators.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.eclipse.paho.client.mqttv3.MqttException;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;
import si.paka.profiles.codec.CodecResult;
import si.paka.simulators.mqtt.MqttLink;

/**
 * The reference job with nothing around it: MQTT in, the same codec in the same engine, JSON out. No OSGi, journal, register
 * or rules; nothing is durable. A process of its own, so that it can be measured.
 */
public final class BareLoop {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CodecHost codecs = new CodecHost(CodecLimits.DEFAULT);
    private final Path codec;
    private final MqttLink north;

    private BareLoop(Path codec, MqttLink north) {
        this.codec = codec;
        this.north = north;
    }

    /** Arguments: south URL, north URL, codec file. Runs until killed. */
    public static void main(String[] args) throws MqttException, InterruptedException {
        MqttLink north = new MqttLink(args[1], "bare-north", "bare/none", (topic, message) -> {});
        BareLoop loop = new BareLoop(Path.of(args[2]), north);
        MqttLink south = new MqttLink(
                args[0],
                "bare-south",
                "application/+/device/+/event/up",
                (topic, message) -> loop.forward(message.getPayload()));
        System.out.println("ready");
        new CountDownLatch(1).await();
        south.close();
    }

    private void forward(byte[] body) {
        try {
            JsonNode event = JSON.readTree(body);
            String devEui = event.path("deviceInfo").path("devEui").asText();
            byte[] payload = event.path("data").binaryValue();
            CodecResult decoded = codecs.decodeUplink(
                    codec, "bench", payload, event.path("fPort").asInt(), Instant.now(), Map.of());
            Map<String, Object> entity = new LinkedHashMap<>();
            entity.put("id", "urn:ngsi-ld:BenchSensor:velenje:" + devEui);
            entity.put("type", "BenchSensor");
            JSON.readTree(decoded.json())
                    .path("data")
                    .fields()
                    .forEachRemaining(field -> entity.put(
                            field.getKey(), Map.of("value", field.getValue(), "observedAt", event.path("time"))));
            north.publish("paka/1/velenje/bare/obs/BenchSensor/" + devEui, JSON.writeValueAsBytes(entity));
        } catch (IOException | MqttException e) {
            throw new UncheckedIOException(new IOException("the bare loop failed", e));
        }
    }
}
