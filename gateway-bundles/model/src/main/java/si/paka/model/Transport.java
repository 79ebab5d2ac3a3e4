package si.paka.model;

/** How a device reaches the cabinet. Nothing above the adapters depends on it (requirement N-03). */
public enum Transport {
    LORAWAN,
    LWM2M,
    COAP
}
