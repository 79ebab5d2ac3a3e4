package si.paka.web.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.port.InvalidDeviceException;

/**
 * The local socket {@code data/paka.sock}, mode 0600: one line of JSON asks, one line answers. Whoever may open it acts as
 * {@code local}, with all rights.
 */
public final class LocalConsole implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LocalConsole.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 16 << 20;
    private static final int LONGEST_PATH = 100;
    private static final int MOST_AT_ONCE = 8;

    private final LocalCommands commands;
    private final Path socket;
    private final Path pointer;
    private final ServerSocketChannel server;
    private final Thread thread = new Thread(this::loop, "paka-local");
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    public LocalConsole(Path data, LocalCommands commands) throws IOException {
        this.commands = commands;
        Path wanted = data.resolve("paka.sock");
        pointer = data.resolve("paka.sock.path");
        Files.deleteIfExists(pointer);
        if (wanted.toString().length() > LONGEST_PATH) { // the kernel takes 107 characters at most
            socket = Files.createTempDirectory("paka").resolve("paka.sock");
            Files.writeString(pointer, socket.toString());
        } else {
            socket = wanted;
        }
        Files.deleteIfExists(socket);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        thread.setDaemon(true);
        thread.start();
    }

    private void loop() {
        while (server.isOpen()) {
            try {
                take(server.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                log.warn("a local command failed: {}", e.toString());
            }
        }
    }

    /** Each on a thread of its own, a few at once: one that is slow to ask keeps nobody waiting. */
    private void take(SocketChannel channel) throws IOException {
        if (!room.tryAcquire()) {
            channel.close();
            log.warn("{} local commands at once; one more was sent away", MOST_AT_ONCE);
            return;
        }
        Thread one = new Thread(
                () -> {
                    try (channel) {
                        serve(channel);
                    } catch (IOException e) {
                        log.warn("a local command failed: {}", e.toString());
                    } finally {
                        room.release();
                    }
                },
                "paka-local-command");
        one.setDaemon(true);
        one.start();
    }

    private void serve(SocketChannel channel) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            JsonNode request = JSON.readTree(line(channel));
            answer.put("ok", true);
            answer.put("result", commands.run(request));
        } catch (ExecutionException e) {
            refuse(answer, String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(answer, "the gateway is stopping");
        } catch (InvalidDeviceException | IllegalArgumentException | IOException e) {
            refuse(answer, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // one failing command must not end the console
            log.error("a local command failed", e);
            refuse(answer, "it failed; the log says why: " + e);
        }
        ByteBuffer out = ByteBuffer.wrap((JSON.writeValueAsString(answer) + "\n").getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }

    private static void refuse(Map<String, Object> answer, String why) {
        answer.clear();
        answer.put("ok", false);
        answer.put("error", why);
    }

    private static byte[] line(SocketChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(8192);
        while (channel.read(piece) >= 0) {
            byte[] bytes = piece.array();
            int length = piece.position();
            line.write(bytes, 0, length);
            if (length > 0 && bytes[length - 1] == '\n') {
                break;
            }
            if (line.size() > LARGEST) {
                throw new IOException("the request is larger than " + LARGEST + " bytes");
            }
            piece.clear();
        }
        return line.toByteArray();
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        Files.deleteIfExists(pointer);
    }
}
