package si.paka.adapter.lorawan.chirpstack;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
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
 * One connection to the broker, from connect to end. Paho hands in the events on one thread, with at most ten more read ahead; if too
 * many are not safe yet that thread waits, and so does the broker. Once one event was refused no later one is taken in, so that
 * the order of a device is kept when they all come again.
 */
final class BrokerSession implements MqttCallback, AutoCloseable {
    /** Events that may wait for the journal. */
    static final int MOST_UNSAFE = 2_000;

    private static final Logger log = LoggerFactory.getLogger(BrokerSession.class);
    private static final long PATIENCE_ms = 10_000;
    private static final long DOWNLINK_PATIENCE_s = 30;
    private static final int KEEP_ALIVE_s = 30;

    private final MqttAsyncClient client;
    private final EventReader reader;
    private final LongAdder total;
    private final AckOrder acks = new AckOrder(this::acknowledge, MOST_UNSAFE);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile String why = "";
    private volatile boolean refused;

    private BrokerSession(MqttAsyncClient client, EventReader reader, LongAdder total) {
        this.client = client;
        this.reader = reader;
        this.total = total;
    }

    /**
     * Connects and subscribes, in up to twenty seconds.
     *
     * @param total counts acknowledgements
     */
    static BrokerSession open(ChirpStackSettings settings, EventReader reader, LongAdder total) throws MqttException {
        MqttAsyncClient client =
                new MqttAsyncClient(settings.serverUri(), settings.clientId(), new MemoryPersistence());
        client.setManualAcks(true);
        BrokerSession session = new BrokerSession(client, reader, total);
        client.setCallback(session);
        try {
            client.connect(options(settings)).waitForCompletion(PATIENCE_ms);
            String events = "application/" + settings.applications() + "/device/+/event/+";
            client.subscribe(events, 1).waitForCompletion(PATIENCE_ms);
            return session;
        } catch (MqttException e) {
            session.close();
            throw e;
        }
    }

    private static MqttConnectOptions options(ChirpStackSettings settings) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(false); // what comes while we are away waits at the broker
        options.setAutomaticReconnect(false); // an event must be acknowledged on the connection that brought it
        options.setMaxInflight(Downlinks.MOST_PENDING);
        options.setKeepAliveInterval(KEEP_ALIVE_s);
        options.setConnectionTimeout((int) TimeUnit.MILLISECONDS.toSeconds(PATIENCE_ms));
        settings.user().ifPresent(user -> {
            options.setUserName(user);
            options.setPassword(settings.password());
        });
        settings.tls().ifPresent(sockets -> {
            options.setSocketFactory(sockets);
            options.setHttpsHostnameVerificationEnabled(true);
        });
        return options;
    }

    /** On Paho's callback thread. */
    @Override
    public void messageArrived(String topic, MqttMessage message) throws InterruptedException {
        AckOrder.Entry entry = acks.enter(message.getId(), message.getQos(), PATIENCE_ms);
        if (entry == null) {
            end("the journal did not keep up for " + PATIENCE_ms / 1000 + " s; events stay with the broker");
            return;
        }
        reader.read(topic, message.getPayload()).whenComplete((kept, failure) -> {
            if (failure == null) {
                acks.safe(entry);
            } else {
                refused = true;
                end("an event could not be kept (" + failure.getMessage() + "); it stays with the broker");
            }
        });
    }

    private void acknowledge(int messageId, int qos) {
        try {
            client.messageArrivedComplete(messageId, qos);
            total.increment();
        } catch (MqttException e) {
            log.debug("an event is acknowledged when it comes again: {}", e.getMessage());
        }
    }

    @Override
    public void connectionLost(Throwable cause) {
        end("connection lost: " + cause.getMessage());
    }

    @Override
    public void deliveryComplete(IMqttDeliveryToken token) {
        // each downlink has its own listener
    }

    CompletableFuture<Void> publish(String topic, byte[] payload) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            client.publish(topic, payload, 1, false, null, new IMqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    done.complete(null);
                }

                @Override
                public void onFailure(IMqttToken token, Throwable cause) {
                    done.completeExceptionally(cause);
                }
            });
        } catch (MqttException e) {
            done.completeExceptionally(e);
        }
        return done.orTimeout(DOWNLINK_PATIENCE_s, TimeUnit.SECONDS);
    }

    /** Takes nothing in any more; the first reason counts. From any thread. */
    void end(String reason) {
        synchronized (ended) {
            if (ended.getCount() > 0) {
                why = reason;
                acks.close();
                ended.countDown();
            }
        }
    }

    /** Waits for the end, and says why it came. */
    String awaitEnd() throws InterruptedException {
        while (!ended.await(PATIENCE_ms, TimeUnit.MILLISECONDS)) {
            if (!client.isConnected()) {
                end("connection lost");
            }
        }
        return why;
    }

    boolean hasRefused() {
        return refused;
    }

    int unsafe() {
        return acks.waiting();
    }

    long acknowledged() {
        return acks.acknowledged();
    }

    /** Leaves without taking the session from the broker. */
    @Override
    public void close() {
        end("closed");
        quietly(() -> {
            if (client.isConnected()) {
                client.disconnect(0).waitForCompletion(500);
            }
        });
        quietly(() -> client.disconnectForcibly(0, 200, false));
        quietly(() -> client.close(true));
    }

    private interface Step {
        void run() throws MqttException;
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (MqttException e) {
            log.debug("was gone already: {}", e.getMessage());
        }
    }
}
