package si.paka.profiles;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.PayloadFormat;
import si.paka.model.Transport;
import si.paka.model.Value;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;

/** What the tests of this room start from. */
final class Given {
    static final Instant AT = Instant.parse("2026-11-22T16:00:00Z");

    private Given() {}

    static Device device(String profile, Map<String, String> attributes) {
        return device(profile, "mov", attributes);
    }

    static Device device(String profile, String owner, Map<String, String> attributes) {
        return new Device(
                new DeviceId("device-1"),
                new DeviceAddress(Transport.LORAWAN, "70b3d57ed0000001"),
                new ProfileId(profile),
                new AssetId("asset-1"),
                "Zabojnik pred šolo",
                owner,
                owner,
                "municipal",
                new Consent(Consent.Scope.INTERNAL, false, AT, "test"),
                Optional.of(new Value.Place(46.3592, 15.1103)),
                attributes,
                AT,
                "test");
    }

    static DeviceMessage raw(int port, String hex) {
        return message(MessageKind.DATA, PayloadFormat.RAW, port, HexFormat.of().parseHex(hex));
    }

    static DeviceMessage senml(MessageKind kind, String json) {
        return message(
                kind, PayloadFormat.SENML_JSON, 0, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static DeviceMessage message(MessageKind kind, PayloadFormat format, int port, byte[] payload) {
        return new DeviceMessage(
                new DeviceAddress(Transport.LORAWAN, "70b3d57ed0000001"),
                "",
                AT,
                kind,
                format,
                port,
                payload,
                Map.of());
    }
}
