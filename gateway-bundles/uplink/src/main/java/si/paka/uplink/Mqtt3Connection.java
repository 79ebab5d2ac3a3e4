package si.paka.uplink;

import java.io.IOException;
import java.security.GeneralSecurityException;
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

/** MQTT 3.1.1 by Paho. What is in flight is remembered by us, not by Paho: its own store is not used after a loss. */
final class Mqtt3Connection implements PlatformConnection {
    private static final long PATIENCE_ms = 10_000;

    private final TargetSettings settings;
    private MqttAsyncClient client;

    Mqtt3Connection(TargetSettings settings) {
        this.settings = settings;
    }

    @Override
    public void connect(String willTopic, byte[] will, String commands, Events events) throws ConnectException {
        close();
        try {
            client = new MqttAsyncClient(settings.serverUri(), settings.clientId(), new MemoryPersistence());
            client.setCallback(new Callbacks(events));
            client.connect(options(willTopic, will)).waitForCompletion(PATIENCE_ms);
            client.subscribe(commands, 1).waitForCompletion(PATIENCE_ms);
        } catch (MqttException | GeneralSecurityException | IOException e) {
            abandon();
            throw new ConnectException(reason(e), e);
        }
    }

    private MqttConnectOptions options(String willTopic, byte[] will) throws GeneralSecurityException, IOException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(false);
        options.setMaxInflight(settings.inflight() + 16);
        options.setKeepAliveInterval(30);
        options.setConnectionTimeout(10);
        options.setWill(willTopic, will, 1, true);
        settings.user().ifPresent(user -> {
            options.setUserName(user);
            options.setPassword(settings.password());
        });
        if (settings.isTls()) {
            options.setSocketFactory(Tls.sockets(settings.trustStore()));
            options.setHttpsHostnameVerificationEnabled(true);
        }
        return options;
    }

    static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    @Override
    public boolean isConnected() {
        return client != null && client.isConnected();
    }

    @Override
    public void publish(String topic, byte[] payload, boolean retained, Consumer<Boolean> answered)
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
        } catch (MqttException e) {
            throw new ConnectException(reason(e), e);
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
