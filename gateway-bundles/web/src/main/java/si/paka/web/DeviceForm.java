package si.paka.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.Transport;
import si.paka.model.Value;
import si.paka.model.access.LorawanKeys;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;
import si.paka.model.port.InvalidDeviceException;

/**
 * A device as it is filled in: flat fields by name, the same in a form, a row of a list and the API. What is missing or wrong is
 * told all at once.
 */
public final class DeviceForm {
    private final Ports ports;
    private final Map<String, String> fields;
    private final List<String> problems = new ArrayList<>();

    private DeviceForm(Ports ports, Map<String, String> fields) {
        this.ports = ports;
        this.fields = new LinkedHashMap<>(fields);
    }

    /** Flattens a JSON object: {@code attributes} become {@code attr.<name>}, keys {@code psk.<name>} and {@code lorawan.<name>}. */
    public static Map<String, String> fields(JsonNode body) {
        Map<String, String> fields = new LinkedHashMap<>();
        body.fields().forEachRemaining(field -> {
            if (Set.of("attributes", "psk", "lorawan").contains(field.getKey())) {
                String prefix = field.getKey().equals("attributes") ? "attr." : field.getKey() + ".";
                field.getValue()
                        .fields()
                        .forEachRemaining(one ->
                                fields.put(prefix + one.getKey(), one.getValue().asText()));
            } else if (!field.getValue().isNull()) {
                fields.put(field.getKey(), field.getValue().asText());
            }
        });
        return fields;
    }

    /** Approves what was filled in. The future completes when it is on disk. */
    public static CompletableFuture<Void> approve(Ports ports, Map<String, String> fields, String by)
            throws InvalidDeviceException {
        return new DeviceForm(ports, fields).approve(by);
    }

    private CompletableFuture<Void> approve(String by) throws InvalidDeviceException {
        LorawanForm.readCode(fields, problems);
        Device device = device(by);
        Optional<LorawanKeys> lorawan = LorawanForm.keys(fields, problems);
        Optional<byte[]> key = Optional.ofNullable(fields.get("psk.key"))
                .filter(k -> !k.isBlank())
                .map(this::key);
        if (!problems.isEmpty()) {
            throw new InvalidDeviceException(problems);
        }
        CompletableFuture<Void> approved = ports.register()
                .approve(device, by)
                .thenCompose(done -> lorawan.map(keys -> ports.credentials()
                                .putLorawan(device.id(), device.address().value(), keys))
                        .orElse(CompletableFuture.completedFuture(null)));
        return key.isEmpty()
                ? approved
                : approved.thenCompose(done -> ports.credentials()
                        .putPsk(
                                device.id(),
                                text("psk.identity", device.address().value()),
                                key.get()));
    }

    private byte[] key(String hex) {
        try {
            byte[] key = HexFormat.of().parseHex(hex.strip());
            if (key.length < 16 || key.length > 64) {
                problems.add("psk.key has " + key.length + " bytes, expected 16..64");
            }
            return key;
        } catch (IllegalArgumentException e) {
            problems.add("psk.key is not hexadecimal, expected 32 digits or more");
            return new byte[0];
        }
    }

    private Device device(String by) throws InvalidDeviceException {
        Instant now = Instant.now(ports.clock());
        Transport transport = oneOf("transport", Transport.values());
        String address = need("address");
        String profile = need("profile");
        String asset = need("asset");
        String owner = need("owner");
        Consent.Scope consent = oneOf("consent", Consent.Scope.values());
        Optional<Value.Place> place = place();
        if (!problems.isEmpty()) {
            throw new InvalidDeviceException(problems);
        }
        if (transport == Transport.LORAWAN) {
            address = address.toLowerCase(Locale.ROOT);
        }
        try {
            DeviceId id = new DeviceId(text("id", address));
            Consent given = consent(id, consent, now, by);
            return new Device(
                    id,
                    new DeviceAddress(transport, address),
                    new ProfileId(profile),
                    new AssetId(asset),
                    text("name", asset),
                    owner,
                    text("operator", owner),
                    text("jurisdiction", "municipal"),
                    given,
                    place,
                    attributes(),
                    now,
                    by);
        } catch (IllegalArgumentException e) {
            throw new InvalidDeviceException(List.of(e.getMessage()));
        }
    }

    /** Consent that stays as it was keeps its date. */
    private Consent consent(DeviceId id, Consent.Scope scope, Instant now, String by) {
        boolean raw = Boolean.parseBoolean(text("raw", "false"));
        return ports.register()
                .find(id)
                .map(Device::consent)
                .filter(was -> was.scope() == scope && was.raw() == raw)
                .orElseGet(() -> new Consent(scope, raw, now, by));
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith("attr.") && !value.isBlank()) {
                attributes.put(name.substring("attr.".length()), value.strip());
            }
        });
        return attributes;
    }

    private Optional<Value.Place> place() {
        String lat = text("lat", "");
        String lon = text("lon", "");
        if (lat.isEmpty() && lon.isEmpty()) {
            return Optional.empty();
        }
        try {
            double latitude = Double.parseDouble(lat.replace(',', '.'));
            double longitude = Double.parseDouble(lon.replace(',', '.'));
            return Optional.of(new Value.Place(latitude, longitude));
        } catch (NumberFormatException e) {
            problems.add("lat, lon are \"" + lat + "\", \"" + lon + "\", expected degrees such as 46.3592, 15.1103");
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
        }
        return Optional.empty();
    }

    private String text(String name, String otherwise) {
        String value = fields.get(name);
        return value == null || value.isBlank() ? otherwise : value.strip();
    }

    private String need(String name) {
        String value = text(name, "");
        if (value.isEmpty()) {
            problems.add(name + " is missing");
        }
        return value;
    }

    private <E extends Enum<E>> E oneOf(String name, E[] values) {
        String text = text(name, "");
        List<String> known = new ArrayList<>();
        for (E value : values) {
            String written = value.name().toLowerCase(Locale.ROOT);
            if (written.equals(text.toLowerCase(Locale.ROOT))) {
                return value;
            }
            known.add(written);
        }
        problems.add(
                text.isEmpty()
                        ? name + " is missing, expected one of " + known
                        : name + " is \"" + text + "\", expected one of " + known);
        return null;
    }
}
