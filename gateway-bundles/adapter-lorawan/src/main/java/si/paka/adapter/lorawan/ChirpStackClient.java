package si.paka.adapter.lorawan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the broker of ChirpStack's MQTT integration: persistent session, QoS 1, and an event is acknowledged only
 * when it is safe. While too many wait for that, nothing more is read.
 */
final class ChirpStackClient implements AutoCloseable, Downlinks.Publisher {
    private static final Logger log = LoggerFactory.getLogger(ChirpStackClient.class);
    private static final int MOST_UNSAFE = 4_000;
    private static final long PATIENCE_ms = 10_000;
    private static final long LONGEST_PAUSE_ms = 60_000;

    private final ChirpStackSettings settings;
    private final EventReader reader;
    private final Semaphore room = new Semaphore(MOST_UNSAFE);
    private final Thread thread = new Thread(this::keepConnected, "paka-chirpstack");
    final LongAdder connects = new LongAdder();
    final LongAdder refusals = new LongAdder();
    private final Object change = new Object();
    private volatile MqttAsyncClient client;
    private volatile boolean running = true;
    private volatile boolean broken = true;
    private volatile String problem = "not connected yet";

    ChirpStackClient(ChirpStackSettings settings, EventReader reader) {
        this.settings = settings;
        this.reader = reader;
    }

    void start() {
        thread.start();
    }

    private void keepConnected() {
        long pause = 500;
        while (running) {
            try {
                if (broken) {
                    pause = connect() ? 500 : Math.min(pause * 2, LONGEST_PAUSE_ms);
                }
                synchronized (change) {
                    if (running && !broken) {
                        change.wait(5_000);
                    } else if (running) {
                        change.wait(pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean connect() {
        abandon();
        try {
            MqttAsyncClient next =
                    new MqttAsyncClient(settings.serverUri(), settings.clientId(), new MemoryPersistence());
            next.setManualAcks(true);
            Session session = new Session(next);
            next.setCallback(session);
            client = next;
            next.connect(options()).waitForCompletion(PATIENCE_ms);
            String filter = "application/" + settings.applications() + "/device/+/event/+";
            next.subscribe(filter, 1).waitForCompletion(PATIENCE_ms);
            connects.increment();
            broken = !next.isConnected();
            problem = "";
            log.info("ChirpStack at {} connected", settings);
            return true;
        } catch (MqttException | GeneralSecurityException | IOException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String said = String.valueOf(cause.getMessage());
            if (!said.equals(problem)) {
                log.warn("ChirpStack at {} not connected: {}; trying on", settings, said);
            }
            problem = said;
            return false;
        }
    }

    private MqttConnectOptions options() throws GeneralSecurityException, IOException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(false);
        options.setMaxInflight(1_000);
        options.setKeepAliveInterval(30);
        options.setConnectionTimeout(10);
        settings.user().ifPresent(user -> {
            options.setUserName(user);
            options.setPassword(settings.password());
        });
        if (settings.isTls()) {
            options.setSocketFactory(tls().getSocketFactory());
            options.setHttpsHostnameVerificationEnabled(true);
        }
        return options;
    }

    private SSLContext tls() throws GeneralSecurityException, IOException {
        KeyStore trusted = null;
        if (settings.trustStore().isPresent()) {
            trusted = KeyStore.getInstance("PKCS12");
            try (InputStream in =
                    Files.newInputStream(Path.of(settings.trustStore().get()))) {
                trusted.load(in, new char[0]);
            }
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** What arrives on one connection. An acknowledgement must go out on the connection that its event came in on. */
    private final class Session implements MqttCallback {
        private final MqttAsyncClient own;

        Session(MqttAsyncClient own) {
            this.own = own;
        }

        @Override
        public void connectionLost(Throwable why) {
            if (own == client) {
                lost("connection lost: " + why.getMessage());
            }
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) throws InterruptedException {
            room.acquire();
            CompletableFuture<Void> safe = reader.read(topic, message.getPayload());
            safe.whenComplete((done, why) -> {
                room.release();
                if (why == null) {
                    acknowledge(message);
                } else {
                    refusals.increment();
                    if (own == client) {
                        lost("an event could not be kept (" + why.getMessage() + "); it stays with the broker");
                    }
                }
            });
        }

        private void acknowledge(MqttMessage message) {
            try {
                own.messageArrivedComplete(message.getId(), message.getQos());
            } catch (MqttException e) {
                log.debug("an event is acknowledged when it comes again: {}", e.getMessage());
            }
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // each downlink has its own listener
        }
    }

    private void lost(String why) {
        if (!broken && running) {
            log.warn("ChirpStack at {}: {}", settings, why);
            problem = why;
        }
        broken = true;
        synchronized (change) {
            change.notifyAll();
        }
    }

    @Override
    public CompletableFuture<Void> publish(String topic, byte[] payload) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        MqttAsyncClient present = client;
        try {
            if (present == null || broken) {
                throw new MqttException(MqttException.REASON_CODE_CLIENT_NOT_CONNECTED);
            }
            present.publish(topic, payload, 1, false, null, new IMqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    done.complete(null);
                }

                @Override
                public void onFailure(IMqttToken token, Throwable why) {
                    done.completeExceptionally(why);
                }
            });
        } catch (MqttException e) {
            done.completeExceptionally(e);
        }
        return done.orTimeout(30, TimeUnit.SECONDS);
    }

    /** Why it is not connected; empty if it is. */
    String problem() {
        return problem;
    }

    private void abandon() {
        MqttAsyncClient last = client;
        client = null;
        if (last == null) {
            return;
        }
        try {
            last.disconnectForcibly(0, 200, false);
        } catch (MqttException e) {
            log.debug("was not connected: {}", e.getMessage());
        }
        try {
            last.close(true);
        } catch (MqttException e) {
            log.debug("was closed: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        running = false;
        synchronized (change) {
            change.notifyAll();
        }
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        MqttAsyncClient last = client;
        if (last != null && last.isConnected()) {
            try {
                last.disconnect(100).waitForCompletion(500);
            } catch (MqttException e) {
                log.debug("no goodbye: {}", e.getMessage());
            }
        }
        abandon();
    }
}
