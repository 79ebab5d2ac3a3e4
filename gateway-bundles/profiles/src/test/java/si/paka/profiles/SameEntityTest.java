package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.device.Device;
import si.paka.model.port.MessageDecoder.Result;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;

/** One container sensor, sold with a LoRaWAN and with an LwM2M radio: who gets its entity can't tell which (requirement N-03). */
class SameEntityTest {
    @TempDir
    Path dir;

    @Test
    void overLorawanAndOverLwm2mTheEntityIsTheSame() throws IOException {
        Path vendor = dir.resolve("vendors/maker");
        Files.createDirectories(vendor.resolve("devices"));
        Files.createDirectories(vendor.resolve("codecs"));
        Files.createDirectories(vendor.resolve("radio"));
        Files.writeString(vendor.resolve("radio/class-a.yaml"), """
                class: A
                macVersion: 1.0.4
                regionalParameters: RP002-1.0.3
                region: EU868
                supportsJoin: true
                """);
        Files.writeString(vendor.resolve("devices/bin-lorawan.yaml"), """
                name: Bin sensor
                entityType: WasteContainer
                transport: lorawan
                format: raw
                lorawan: {radio: class-a.yaml}
                codec: bin.js
                interval: 1h
                whenSilent: waits
                observations:
                  - {from: fill_percent, property: fillLevel, unit: P1}
                  - {from: temperature_F, property: temperature, unit: FAH}
                  - {from: tipped, property: tilt}
                  - {from: battery_percent, property: batteryLevel, unit: P1}
                """);
        Files.writeString(
                vendor.resolve("codecs/bin.js"),
                "function decodeUplink(i){var b=i.bytes;return {data:{fill_percent:b[0],temperature_F:b[1],tipped:b[2]==1,"
                        + "battery_percent:b[3]}}}");
        Files.writeString(vendor.resolve("devices/bin-lwm2m.yaml"), """
                name: Bin sensor
                entityType: WasteContainer
                transport: lwm2m
                format: senml-json
                interval: 1h
                whenSilent: waits
                lwm2m:
                  observe:
                    - {path: /3435/0/2}
                observations:
                  - {from: /3435/0/2, property: fillLevel, unit: P1}
                  - {from: /3303/0/5700, property: temperature, unit: CEL}
                  - {from: /3342/0/5500, property: tilt}
                  - {from: /3/0/9, property: batteryLevel, unit: P1}
                """);
        ProfileLibrary library = ProfileLibrary.open(List.of(Schemas.SHIPPED, dir));
        assertEquals(List.of(), library.problems());
        try (CodecHost codecs = new CodecHost(CodecLimits.DEFAULT)) {
            ObjectNode lorawan = entity(library, codecs, "bin-lorawan", Given.raw(1, "34440155"));
            ObjectNode lwm2m = entity(
                    library,
                    codecs,
                    "bin-lwm2m",
                    Given.senml(
                            MessageKind.DATA,
                            "[{'n':'/3435/0/2','v':52},{'n':'/3303/0/5700','v':20},{'n':'/3342/0/5500','vb':true},"
                                    + "{'n':'/3/0/9','v':85}]"));
            assertEquals("dropped", lorawan.path("status").asText());
            assertEquals(lorawan, lwm2m);
        }
    }

    private static ObjectNode entity(ProfileLibrary library, CodecHost codecs, String model, DeviceMessage message)
            throws IOException {
        Device device = Given.device("maker/" + model, Map.of());
        Result.Decoded decoded = assertInstanceOf(
                Result.Decoded.class, new Normaliser(() -> library, codecs).decode(device, message, 1));
        byte[] entity = new NgsiLdEntities(() -> library, () -> "")
                .toEntity("velenje", device, decoded.observations(), Given.AT, OptionalLong.of(1));
        return Schemas.keyValues(entity);
    }
}
