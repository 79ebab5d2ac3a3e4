package si.paka.web.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import si.paka.model.AssetId;
import si.paka.model.DeviceId;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.device.Device;
import si.paka.model.device.WaitingDevice;
import si.paka.model.port.ConsoleCommand;
import si.paka.model.port.InvalidDeviceException;
import si.paka.web.DeviceForm;
import si.paka.web.Ports;
import si.paka.web.Views;

/** What {@code paka status}, {@code paka device} and {@code paka override} ask for. */
public final class LocalCommands {
    private static final String BY = "local";

    private final Ports ports;
    private final Views views;
    private final Supplier<List<ConsoleCommand>> others;

    /** @param others what other parts of the gateway answer */
    public LocalCommands(Ports ports, Supplier<List<ConsoleCommand>> others) {
        this.ports = ports;
        this.others = others;
        this.views = new Views(ports);
    }

    /** @throws IllegalArgumentException saying what is wrong with the request */
    Object run(JsonNode request) throws ExecutionException, InterruptedException, InvalidDeviceException {
        String command = request.path("command").asText();
        return switch (command) {
            case "status" -> status();
            case "device.list" -> devices();
            case "device.show" -> show(request.path("id").asText());
            case "device.import" -> importRows(request.path("rows"));
            case "device.approve" -> approve(request.path("id").asText(), request.path("fields"));
            case "device.remove" -> remove(request.path("id").asText());
            case "override.list" ->
                ports.overrides().list().stream().map(views::override).toList();
            case "override.set" -> setOverride(request);
            case "override.clear" ->
                ports.overrides()
                        .clear(device(request.path("target").asText()).id(), BY)
                        .get();
            default -> other(command, request.path("words"));
        };
    }

    private Object other(String name, JsonNode given) throws InterruptedException {
        List<String> words = new ArrayList<>();
        given.forEach(word -> words.add(word.asText()));
        for (ConsoleCommand each : others.get()) {
            if (each.name().equals(name)) {
                return each.run(words);
            }
        }
        throw new IllegalArgumentException(
                "there is no command \"" + name + "\", or what answers it is not configured");
    }

    private Object status() {
        Map<String, Object> status = new LinkedHashMap<>(views.health());
        status.put("devices", ports.register().list().size());
        status.put("waiting", ports.register().listWaiting().size());
        status.put("alarms", ports.alarms().list().size());
        return status;
    }

    private Object devices() {
        List<Object> all = new ArrayList<>();
        ports.register().list().forEach(device -> all.add(views.device(device)));
        ports.register().listWaiting().forEach(device -> all.add(views.waiting(device)));
        return all;
    }

    private Device device(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException("there is no device \"" + name + "\""));
    }

    private Optional<Device> find(String name) {
        Optional<Device> device = ports.register().find(new DeviceId(name));
        if (device.isPresent() || !name.matches("[A-Za-z0-9-]{1,64}")) {
            return device;
        }
        AssetId asset = new AssetId(name);
        return ports.register().list().stream()
                .filter(one -> one.asset().equals(asset))
                .findFirst();
    }

    private Optional<WaitingDevice> findWaiting(String address) {
        return ports.register().listWaiting().stream()
                .filter(device -> device.address().value().equals(address))
                .findFirst();
    }

    private Object show(String name) {
        Optional<WaitingDevice> waiting = findWaiting(name);
        return waiting.isPresent() ? views.waiting(waiting.get()) : views.device(device(name));
    }

    private Object importRows(JsonNode rows) throws ExecutionException, InterruptedException {
        List<Object> problems = new ArrayList<>();
        List<java.util.concurrent.CompletableFuture<Void>> writing = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            try {
                writing.add(DeviceForm.approve(ports, DeviceForm.fields(rows.get(i)), BY));
            } catch (InvalidDeviceException e) {
                problems.add(Map.of("row", i + 1, "problems", e.problems()));
            }
        }
        for (var one : writing) {
            one.get();
        }
        return Map.of("imported", writing.size(), "problems", problems);
    }

    private Object approve(String address, JsonNode given)
            throws ExecutionException, InterruptedException, InvalidDeviceException {
        WaitingDevice waiting = findWaiting(address)
                .orElseThrow(() -> new IllegalArgumentException("no device \"" + address + "\" waits for approval"));
        Map<String, String> fields = DeviceForm.fields(given);
        fields.put("transport", waiting.address().transport().name());
        fields.put("address", waiting.address().value());
        DeviceForm.approve(ports, fields, BY).get();
        return views.device(device(fields.getOrDefault("id", address)));
    }

    private Object remove(String name) throws ExecutionException, InterruptedException {
        Device device = device(name);
        ports.credentials().remove(device.id()).get();
        return ports.register().remove(device.id(), BY).get();
    }

    private Object setOverride(JsonNode request) throws ExecutionException, InterruptedException {
        Device device = device(request.path("target").asText());
        Instant expiresAt = Instant.now(ports.clock())
                .plus(Duration.ofSeconds(request.path("seconds").asLong(3600)));
        return views.override(ports.overrides()
                .set(
                        device.id(),
                        new DimmingLevel(request.path("value").asInt(-1)),
                        BY,
                        request.path("reason").asText(),
                        expiresAt)
                .get());
    }
}
