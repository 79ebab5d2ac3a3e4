package si.paka.uplink;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MQTT 5 by Paho. The broker says how many publications it takes unanswered; the setting can only lower that. */
final class Mqtt5Connection implements PlatformConnection {
    private static final long SESSION_s = 7L * 24 * 3600;
    private static final Logger log = LoggerFactory.getLogger(Mqtt5Connection.class);

    private final MqttAsyncClient client;
    private int most;

    private Mqtt5Connection(MqttAsyncClient client, int most) {
        this.client = client;
        this.most = most;
    }

    static PlatformConnection open(
            TargetSettings settings, String willTopic, byte[] will, String commands, Events events)
            throws ConnectException {
        Mqtt5Connection connection = null;
        try {
            MqttAsyncClient client =
                    new MqttAsyncClient(settings.serverUri(), settings.clientId(), new MemoryPersistence());
            connection = new Mqtt5Connection(client, settings.inflight());
            client.setCallback(new Callbacks(events));
            IMqttToken greeting = client.connect(options(settings, willTopic, will));
            greeting.waitForCompletion(Mqtt3Connection.PATIENCE_ms);
            connection.allow(greeting.getResponseProperties());
            client.subscribe(commands, 1).waitForCompletion(Mqtt3Connection.PATIENCE_ms);
            return connection;
        } catch (MqttException e) {
            if (connection != null) {
                connection.close();
            }
            throw new ConnectException(e);
        }
    }

    private void allow(MqttProperties greeting) {
        Integer allowed = greeting == null ? null : greeting.getReceiveMaximum();
        if (allowed != null) {
            most = Math.min(most, allowed);
        }
    }

    private static MqttConnectionOptions options(TargetSettings settings, String willTopic, byte[] will) {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false); // commands that come while we are away wait at the broker
        options.setSessionExpiryInterval(SESSION_s);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(Mqtt3Connection.KEEP_ALIVE_s);
        options.setConnectionTimeout(10);
        MqttMessage last = new MqttMessage(will);
        last.setQos(1);
        last.setRetained(true);
        options.setWill(willTopic, last);
        settings.user().ifPresent(user -> {
            options.setUserName(user);
            options.setPassword(new String(settings.password()).getBytes(StandardCharsets.UTF_8));
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
            client.publish(topic, payload, 1, retained, null, new MqttActionListener() {
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
            if (e.getReasonCode() == MqttClientException.REASON_CODE_MAX_INFLIGHT) {
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
        public void disconnected(MqttDisconnectResponse response) {
            events.lost(String.valueOf(response.getReasonString()));
        }

        @Override
        public void mqttErrorOccurred(MqttException why) {
            events.lost(String.valueOf(why.getMessage()));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            events.arrived(topic, message.getPayload(), message.isRetained());
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            // each publication has its own listener
        }

        @Override
        public void connectComplete(boolean again, String server) {
            // open() waits for it
        }

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {
            // no extended authentication is used
        }
    }
}
