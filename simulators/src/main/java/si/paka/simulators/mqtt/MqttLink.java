package si.paka.simulators.mqtt;

import java.util.function.BiConsumer;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallbackExtended;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a broker that keeps itself and its subscription up. Safe from any thread. */
public final class MqttLink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MqttLink.class);
    private static final long CONNECT_MS = 10_000;

    private final MqttAsyncClient client;
    private final String filter;

    /**
     * @param url {@code mqtt://host:port}
     * @param filter what to subscribe to, QoS 1
     * @param listener gets topic and message on the client's thread; it must be quick
     */
    public MqttLink(String url, String clientId, String filter, BiConsumer<String, MqttMessage> listener)
            throws MqttException {
        this.filter = filter;
        this.client = new MqttAsyncClient(url.replaceFirst("^mqtt:", "tcp:"), clientId, new MemoryPersistence());
        client.setCallback(new Callbacks(listener));
        MqttConnectOptions options = new MqttConnectOptions();
        options.setAutomaticReconnect(true);
        options.setMaxInflight(1000);
        client.connect(options).waitForCompletion(CONNECT_MS);
        client.subscribe(filter, 1).waitForCompletion(CONNECT_MS);
    }

    /** QoS 1, not retained; does not wait for the acknowledgement. */
    public void publish(String topic, byte[] payload) throws MqttException {
        client.publish(topic, payload, 1, false);
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(200, 500);
            client.close(true);
        } catch (MqttException e) {
            log.debug("connection to {} was gone already", client.getServerURI(), e);
        }
    }

    private final class Callbacks implements MqttCallbackExtended {
        private final BiConsumer<String, MqttMessage> listener;

        Callbacks(BiConsumer<String, MqttMessage> listener) {
            this.listener = listener;
        }

        @Override
        public void connectComplete(boolean reconnect, String uri) {
            if (!reconnect) {
                return;
            }
            try {
                client.subscribe(filter, 1);
            } catch (MqttException e) {
                log.warn("cannot subscribe to {} again: {}", filter, e.getMessage());
            }
        }

        @Override
        public void connectionLost(Throwable cause) {
            log.warn("lost the broker {}: {}", client.getServerURI(), cause.getMessage());
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            try {
                listener.accept(topic, message);
            } catch (RuntimeException e) { // one bad message must not end the subscription
                log.warn("cannot use a message on {}", topic, e);
            }
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {}
    }
}
