package si.paka.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Asks the running gateway of a home, over its local socket: one JSON line there, one back. */
final class LocalSocket {
    static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;

    LocalSocket(Path home) {
        this.home = home;
    }

    /** @throws IOException saying why, if the gateway is not running or refuses */
    JsonNode ask(Map<String, Object> request) throws IOException {
        byte[] line = (JSON.writeValueAsString(request) + "\n").getBytes(StandardCharsets.UTF_8);
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            connect(channel);
            ByteBuffer out = ByteBuffer.wrap(line);
            while (out.hasRemaining()) {
                channel.write(out);
            }
            JsonNode answer = JSON.readTree(java.nio.channels.Channels.newInputStream(channel));
            if (!answer.path("ok").asBoolean()) {
                throw new IOException(answer.path("error").asText("the gateway refused without saying why"));
            }
            return answer.path("result");
        }
    }

    private void connect(SocketChannel channel) throws IOException {
        Path socket = home.resolve("data/paka.sock");
        Path elsewhere = home.resolve("data/paka.sock.path");
        if (Files.exists(elsewhere)) {
            socket = Path.of(Files.readString(elsewhere).strip());
        }
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new IOException(
                    "no gateway runs with home " + home + " (" + socket + ": " + e.getMessage()
                            + "); start it with: paka run --home " + home,
                    e);
        }
    }
}
