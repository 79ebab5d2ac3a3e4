package si.paka.uplink;

import java.util.function.Consumer;

/** A connection to a platform's broker, MQTT 3.1.1 or 5. Used by the target's thread; callbacks come on the client's own. */
interface PlatformConnection extends AutoCloseable {
    /** Told what happens. */
    interface Events {
        void lost(String why);

        /** @param retained whether the broker had kept it; such a command is refused */
        void arrived(String topic, byte[] payload, boolean retained);
    }

    /**
     * Connects with a persistent session, a retained will on {@code willTopic}, and subscribes to commands.
     *
     * @throws ConnectException saying why not
     */
    void connect(String willTopic, byte[] will, String commands, Events events) throws ConnectException;

    boolean isConnected();

    /**
     * Publishes with QoS 1. The answer may come before this returns.
     *
     * @param answered told true when the broker has it, false if it did not come to that
     * @throws ConnectException if it could not be handed over; then {@code answered} is not called
     */
    void publish(String topic, byte[] payload, boolean retained, Consumer<Boolean> answered) throws ConnectException;

    /** Says goodbye; the will is not sent. */
    @Override
    void close();

    /** It did not work; the message is for a technician. */
    final class ConnectException extends Exception {
        private static final long serialVersionUID = 1L;

        ConnectException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
