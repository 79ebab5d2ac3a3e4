package si.paka.uplink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** MQTT 5 by Paho. */
final class Mqtt5Connection implements PlatformConnection {
    private static final long PATIENCE_ms = 10_000;
    private static final long SESSION_s = 7L * 24 * 3600;

    private final TargetSettings settings;
    private MqttAsyncClient client;

    Mqtt5Connection(TargetSettings settings) {
        this.settings = settings;
    }

    @Override
    public void connect(String willTopic, byte[] will, String commands, Events events) throws ConnectException {
        close();
        try {
            client = new MqttAsyncClient(
                    settings.serverUri(), settings.clientId(), null); // it then keeps what is in flight in memory
            client.setCallback(new Callbacks(events));
            client.connect(options(willTopic, will)).waitForCompletion(PATIENCE_ms);
            client.subscribe(commands, 1).waitForCompletion(PATIENCE_ms);
        } catch (MqttException | GeneralSecurityException | IOException e) {
            abandon();
            throw new ConnectException(Mqtt3Connection.reason(e), e);
        }
    }

    private MqttConnectionOptions options(String willTopic, byte[] will) throws GeneralSecurityException, IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_s);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(30);
        options.setConnectionTimeout(10);
        MqttMessage last = new MqttMessage(will);
        last.setQos(1);
        last.setRetained(true);
        options.setWill(willTopic, last);
        settings.user().ifPresent(user -> {
            options.setUserName(user);
            options.setPassword(new String(settings.password()).getBytes(StandardCharsets.UTF_8));
        });
        if (settings.isTls()) {
            options.setSocketFactory(Tls.sockets(settings.trustStore()));
            options.setHttpsHostnameVerificationEnabled(true);
        }
        return options;
    }

    @Override
    public boolean isConnected() {
        return client != null && client.isConnected();
    }

    @Override
    public void publish(String topic, byte[] payload, boolean retained, Consumer<Boolean> answered)
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
        } catch (MqttException e) {
            throw new ConnectException(Mqtt3Connection.reason(e), e);
        }
    }

    private void abandon() {
        if (client != null) {
            try {
                client.disconnectForcibly(0, 200, false);
            } catch (MqttException e) {
                // it was not connected: that is what is wanted
            }
            try {
                client.close(true);
            } catch (MqttException e) {
                // likewise
            }
            client = null;
        }
    }

    @Override
    public void close() {
        if (isConnected()) {
            try {
                client.disconnect(200).waitForCompletion(1_000);
            } catch (MqttException e) {
                // gone already: that is what is wanted
            }
        }
        abandon();
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
            // connect() waits for it
        }

        @Override
        public void authPacketArrived(int reason, MqttProperties properties) {
            // no extended authentication is used
        }
    }
}
