package si.paka.uplink;

import java.util.function.Consumer;

/**
 * One connection to a platform's broker, MQTT 3.1.1 or 5, from connect to close; a new one is made after each loss. Used by the
 * target's thread; callbacks come on the client's own.
 */
interface PlatformConnection extends AutoCloseable {
    /** Told what happens. */
    interface Events {
        void lost(String why);

        /**
         * A command has come.
         *
         * @param retained whether the broker had kept it; such a command is refused
         */
        void arrived(String topic, byte[] payload, boolean retained);
    }

    /** Makes connections: a persistent session, a retained will, and a subscription to commands. */
    interface Opener {
        /**
         * Connects and subscribes, or gives up after a while.
         *
         * @throws ConnectException saying why not
         */
        PlatformConnection open(String willTopic, byte[] will, String commands, Events events) throws ConnectException;
    }

    static Opener opener(TargetSettings settings) {
        return settings.version5()
                ? (topic, will, commands, events) -> Mqtt5Connection.open(settings, topic, will, commands, events)
                : (topic, will, commands, events) -> Mqtt3Connection.open(settings, topic, will, commands, events);
    }

    /** How many publications may be unanswered at one time. */
    int most();

    /**
     * Publishes with QoS 1. The answer may come before this returns.
     *
     * @param answered told true when the broker has it, false if it did not come to that
     * @return false if it has no room now; then {@code answered} is not called
     * @throws ConnectException if it could not be handed over; then {@code answered} is not called
     */
    boolean publish(String topic, byte[] payload, boolean retained, Consumer<Boolean> answered) throws ConnectException;

    /** Says goodbye if it is still there; the will is not sent then. */
    @Override
    void close();

    /** It did not work; the message is for a technician. */
    final class ConnectException extends Exception {
        private static final long serialVersionUID = 1L;

        ConnectException(Exception cause) {
            super(reason(cause), cause);
        }

        private static String reason(Exception e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause.getMessage() == null ? cause.toString() : cause.getMessage();
        }
    }
}
