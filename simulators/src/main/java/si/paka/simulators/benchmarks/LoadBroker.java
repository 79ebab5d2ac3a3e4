package si.paka.simulators.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.gateway.Ports;
import si.paka.simulators.platform.EmbeddedBroker;

/** A broker under load: mosquitto where it is installed, else the embedded one, which carries less. */
public final class LoadBroker implements AutoCloseable {
    private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
    private static final Duration START = Duration.ofSeconds(5);

    private final String name;
    private final int port;
    private final AutoCloseable running;

    private LoadBroker(String name, int port, AutoCloseable running) {
        this.name = name;
        this.port = port;
        this.running = running;
    }

    /** @param folder for its configuration and log */
    public static LoadBroker start(Path folder) throws IOException {
        if (!Files.isExecutable(MOSQUITTO)) {
            EmbeddedBroker broker = EmbeddedBroker.start(0);
            return new LoadBroker("moquette (embedded)", broker.port(), broker);
        }
        int port = Ports.freeTcp();
        Path settings = Files.writeString(
                Files.createDirectories(folder).resolve("mosquitto-" + port + ".conf"), """
                listener %d 127.0.0.1
                allow_anonymous true
                set_tcp_nodelay true
                max_inflight_messages 1000
                max_queued_messages 0
                persistence false
                log_type error
                """.formatted(port));
        Process process = new ProcessBuilder(MOSQUITTO.toString(), "-c", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto-" + port + ".log").toFile())
                .start();
        LoadBroker broker = new LoadBroker("mosquitto", port, () -> end(process));
        if (!Await.until(START, broker::answers)) {
            broker.close();
            throw new IOException("mosquitto did not start; see " + folder);
        }
        return broker;
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    @Override
    public void close() throws IOException {
        try {
            running.close();
        } catch (Exception e) {
            throw new IOException("the broker did not end", e);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(3, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
