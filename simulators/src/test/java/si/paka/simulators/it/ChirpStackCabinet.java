package si.paka.simulators.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import si.paka.simulators.chirpstack.ChirpStack;
import si.paka.simulators.chirpstack.Sent;
import si.paka.simulators.gateway.GatewayProcess;
import si.paka.simulators.platform.EmbeddedBroker;
import si.paka.simulators.town.Street;

/** The built product with a street of class C lamps and two class A lamps at the ChirpStack stand-in. */
final class ChirpStackCabinet implements AutoCloseable {
    static final String KEY = "a-key-of-the-tenant";
    static final List<String> STREET = List.of("lamp-1", "lamp-2", "lamp-3");
    static final String APP_KEY = "000102030405060708090a0b0c0d0e0f";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PROFILES = Path.of("src/test/resources/chirpstack");

    final EmbeddedBroker broker;
    final ChirpStack server;
    final TestCabinet cabinet;
    private final Path home;

    ChirpStackCabinet(Path home, boolean json, String reconcile) throws Exception {
        this.home = home;
        broker = EmbeddedBroker.start(0);
        server = ChirpStack.start(broker.url(), json, KEY, Clock.systemUTC());
        server.addGateway("0016c001ff10a235", true);
        server.addGateway("0016c001ff10a236", false);
        Files.createDirectories(home.resolve("keys"));
        writeKey(KEY);
        Files.writeString(home.resolve("keys/groups.json"), """
                {"groups":[{"street":"s1","mcAddr":"01020304","nwkSKey":"00112233445566778899aabbccddeeff",
                 "appSKey":"ffeeddccbbaa99887766554433221100","dataRate":3,"frequency_Hz":869525000}]}
                """);
        cabinet = new TestCabinet(home, broker.url())
                .profiles(PROFILES)
                .streets(List.of(new Street("s1", "Prva", STREET, 30, OptionalInt.empty())), "20s")
                .with("lorawan.udp.port", "off")
                .with("chirpstack.marshaler", json ? "json" : "protobuf")
                .with("chirpstack.api.url", server.apiUrl())
                .with("chirpstack.api.keyFile", "keys/chirpstack.key")
                .with("chirpstack.api.tenant", server.tenant())
                .with("chirpstack.api.devices", "all")
                .with("chirpstack.api.groups", "keys/groups.json")
                .with("chirpstack.api.reconcile", reconcile)
                .start();
        try {
            cabinet.register(csv());
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    void writeKey(String key) throws IOException {
        Files.writeString(home.resolve("keys/chirpstack.key"), key + "\n");
    }

    private static String csv() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "id,transport,address,profile,asset,name,owner,operator,jurisdiction,consent,raw,lat,lon,joinEui,appKey");
        IntStream.rangeClosed(1, 3).forEach(i -> lines.add(line("lamp-" + i, devEui(i), "lamp-c")));
        lines.add(line("lamp-a", devEui(10), "lamp-a"));
        lines.add(line("lamp-b", devEui(11), "lamp-a"));
        return String.join("\n", lines) + "\n";
    }

    private static String line(String id, String devEui, String profile) {
        return String.join(
                ",",
                id,
                "lorawan",
                devEui,
                "paka-test/" + profile,
                id,
                "Svetilka " + id,
                "MOV",
                "MOV",
                "municipal",
                "internal",
                "false",
                "46.36",
                "15.11",
                "70b3d57ed0000001",
                APP_KEY);
    }

    static String devEui(int number) {
        return String.format("a84041ffff%06x", number);
    }

    GatewayProcess.CommandResult command(String... words) throws IOException, InterruptedException {
        return cabinet.gateway().command(words);
    }

    /** Lights a lamp to a level; waits only until that is written down. */
    void override(String lamp, int level) throws IOException, InterruptedException {
        GatewayProcess.CommandResult result =
                command("override", "set", lamp, Integer.toString(level), "--reason", "test");
        if (result.code() != 0) {
            throw new IOException(result.output());
        }
    }

    /** The steps of a device's downlinks, newest first. */
    List<List<String>> downlinks(String devEui) {
        try {
            List<List<String>> all = new ArrayList<>();
            JsonNode views =
                    JSON.readTree(command("chirpstack", "downlinks", devEui).output());
            for (JsonNode view : views) {
                List<String> steps = new ArrayList<>();
                view.path("steps").forEach(step -> steps.add(step.path("step").asText()));
                all.add(steps);
            }
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** Payloads, in hex, that a device or group was sent. */
    List<String> sentTo(String to) {
        return server.sent().stream()
                .filter(sent -> sent.to().equals(to))
                .map(Sent::payload)
                .toList();
    }

    @Override
    public void close() {
        cabinet.close();
        server.close();
        broker.close();
    }
}
