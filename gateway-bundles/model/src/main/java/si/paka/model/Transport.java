package si.paka.model;

/**
 * How a device reaches the cabinet. Nothing above the adapters depends on it (requirement N-03). Their order is on disk: only
 * ever append.
 */
public enum Transport {
    LORAWAN,
    LWM2M,
    COAP,
    /** A device that the cabinet makes of others, such as a parking zone of its bays. */
    DERIVED
}
