package si.paka.simulators.platform;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;

/**
 * An MQTT 3.1.1 broker on loopback, in memory. It stands for ChirpStack's broker and for the town platform's. Persistent
 * sessions last as long as the process.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** The largest message it takes, in bytes. */
    public static final int MAX_MESSAGE = 4 * 1024 * 1024;

    private final Server server = new Server();
    private final int port;

    private EmbeddedBroker(int port) {
        this.port = port;
    }

    /** @param port 1..65535, or 0 for a free one */
    public static EmbeddedBroker start(int port) throws IOException {
        EmbeddedBroker broker = new EmbeddedBroker(port == 0 ? freePort() : port);
        broker.server.startServer(new MemoryConfig(broker.settings()));
        return broker;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.stopServer();
    }

    private Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("host", "127.0.0.1");
        settings.setProperty("port", Integer.toString(port));
        settings.setProperty("allow_anonymous", "true");
        settings.setProperty("persistence_enabled", "false");
        settings.setProperty("telemetry_enabled", "false");
        settings.setProperty("netty.mqtt.message_size", Integer.toString(MAX_MESSAGE));
        settings.setProperty("session_queue_size", "65536");
        return settings;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
