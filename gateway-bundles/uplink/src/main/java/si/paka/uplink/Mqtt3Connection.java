package si.paka.uplink;

import java.util.function.Consumer;
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

/** MQTT 3.1.1 by Paho. What is in flight is remembered by us, not by Paho: its store goes with the connection. */
final class Mqtt3Connection implements PlatformConnection {
    static final long PATIENCE_ms = 10_000;
    static final int KEEP_ALIVE_s = 30;

    private static final Logger log = LoggerFactory.getLogger(Mqtt3Connection.class);

    private final MqttAsyncClient client;
    private final int most;

    private Mqtt3Connection(MqttAsyncClient client, int most) {
        this.client = client;
        this.most = most;
    }

    static PlatformConnection open(
            TargetSettings settings, String willTopic, byte[] will, String commands, Events events)
            throws ConnectException {
        Mqtt3Connection connection = null;
        try {
            MqttAsyncClient client =
                    new MqttAsyncClient(settings.serverUri(), settings.clientId(), new MemoryPersistence());
            connection = new Mqtt3Connection(client, settings.inflight());
            client.setCallback(new Callbacks(events));
            client.connect(options(settings, willTopic, will)).waitForCompletion(PATIENCE_ms);
            client.subscribe(commands, 1).waitForCompletion(PATIENCE_ms);
            return connection;
        } catch (MqttException e) {
            if (connection != null) {
                connection.close();
            }
            throw new ConnectException(e);
        }
    }

    private static MqttConnectOptions options(TargetSettings settings, String willTopic, byte[] will) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(false); // commands that come while we are away wait at the broker
        options.setAutomaticReconnect(false);
        options.setMaxInflight(settings.inflight());
        options.setKeepAliveInterval(KEEP_ALIVE_s);
        options.setConnectionTimeout(10);
        options.setWill(willTopic, will, 1, true);
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

    @Override
    public int most() {
        return most;
    }

    @Override
    public boolean publish(String topic, byte[] payload, boolean retained, Consumer<Boolean> answered)
            throws ConnectException {
        try {
            client.publish(topic, payload, 1, retained, null, new IMqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    answered.accept(true);
                }

                @Override
                public void onFailure(IMqttToken token, Throwable why) {
                    answered.accept(false);
                }
            });
            return true;
        } catch (MqttException e) {
            if (e.getReasonCode() == MqttException.REASON_CODE_MAX_INFLIGHT) {
                return false;
            }
            throw new ConnectException(e);
        }
    }

    @Override
    public void close() {
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

    private record Callbacks(Events events) implements MqttCallback {
        @Override
        public void connectionLost(Throwable why) {
            events.lost(String.valueOf(why.getMessage()));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            events.arrived(topic, message.getPayload(), message.isRetained());
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // each publication has its own listener
        }
    }
}
