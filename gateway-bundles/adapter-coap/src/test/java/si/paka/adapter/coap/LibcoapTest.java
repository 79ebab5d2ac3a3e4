package si.paka.adapter.coap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A foreign client, libcoap's command line, posts with and without DTLS. */
@Timeout(60)
class LibcoapTest {
    private static final String KEY = "0123456789abcdef";
    private static final byte[] SENML = "[{\"n\":\"pm25\",\"u\":\"ug/m3\",\"v\":12.5}]".getBytes(UTF_8);

    private final FakeCabinet cabinet = new FakeCabinet();
    private final DeviceServer server = new DeviceServer(
            CoapSettings.of("0", "0", "127.0.0.1", 100, 1_000, 10_000),
            new PostDesk(new Gate(cabinet, cabinet, cabinet.profiles()), cabinet, 100),
            cabinet,
            new CoapCounters(),
            Clock.systemUTC());

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private static Optional<String> client() {
        return Stream.of("coap-client", "coap-client-openssl", "coap-client-gnutls")
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private String post(String uri, byte[] body, String... options) throws Exception {
        Optional<String> client = client();
        assumeTrue(client.isPresent(), "skipped: coap-client (Debian package libcoap3-bin) is not installed");
        Path payload = Files.write(folder.resolve("payload"), body);
        List<String> command =
                new ArrayList<>(List.of(client.get(), "-m", "post", "-B", "10", "-f", payload.toString()));
        command.addAll(List.of(options));
        command.add(uri);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertTrue(process.waitFor(15, TimeUnit.SECONDS), "coap-client did not end");
        return output;
    }

    private String plain(String path) {
        return "coap://127.0.0.1:" + server.port().getAsInt() + path;
    }

    @Test
    void postsSenmlAndReadsDiagnostics() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        assertEquals("", post(plain("/d/air-1"), SENML, "-t", "110").strip());
        assertArrayEquals(SENML, cabinet.accepted.get(0).payload());
        String refusal = post(plain("/d/air-1"), SENML, "-t", "50");
        assertTrue(refusal.contains("4.15") && refusal.contains("110 (SenML JSON)"), refusal);
        String stranger = post(plain("/d/stranger"), SENML, "-t", "110");
        assertTrue(stranger.contains("4.03") && stranger.contains("waiting for approval"), stranger);
    }

    @Test
    void postsInBlocks() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        byte[] body = new byte[5_000];
        Arrays.fill(body, (byte) ' ');
        assertEquals("", post(plain("/d/air-1"), body, "-t", "110", "-b", "256").strip());
        assertArrayEquals(body, cabinet.accepted.get(0).payload());
    }

    @Test
    void postsOverDtls() throws Exception {
        cabinet.approve("air-1", FakeCabinet.AIR);
        cabinet.key("air-1", "identity-1", KEY.getBytes(UTF_8));
        String uri = "coaps://127.0.0.1:" + server.securePort().getAsInt() + "/d/air-1";
        String output = post(uri, SENML, "-t", "110", "-u", "identity-1", "-k", KEY);
        assertEquals(1, cabinet.accepted.size(), output);
    }
}
