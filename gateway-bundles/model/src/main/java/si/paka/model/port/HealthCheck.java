package si.paka.model.port;

/** Tells how one part of the gateway is. A component that has something to say serves one. */
public interface HealthCheck {
    /** e.g. {@code journal}, {@code uplink.dpv}. */
    String name();

    /** Quick, from any thread. */
    Result check();

    /** @param message for a technician: what is wrong and what to do; short when all is well */
    record Result(State state, String message) {}

    /** Worst wins for the whole gateway. */
    enum State {
        OK,
        WARNING,
        FAILED
    }
}
