package si.paka.simulators.chirpstack;

/** In which known ways the stand-in fails at the moment. Safe from any thread. */
public final class Faults {
    /** Every event comes twice. */
    public volatile boolean duplicateEvents;
    /** Joins are rejected: a log event instead of a join. */
    public volatile boolean joinRejected;
    /** Enqueue answers that the queue is full. */
    public volatile boolean queueFull;
    /** The API key has expired. */
    public volatile boolean tokenExpired;
    /** Nothing is transmitted; queues only grow. */
    public volatile boolean radioSilent;
    /** Confirmed downlinks are transmitted but never acknowledged. */
    public volatile boolean noAcknowledgement;
    /** Events come that much later. */
    public volatile long eventDelay_ms;
}
