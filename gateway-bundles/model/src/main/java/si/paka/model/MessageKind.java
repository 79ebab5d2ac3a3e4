package si.paka.model;

/** Why a device spoke. */
public enum MessageKind {
    /** Measured values or events. */
    DATA,
    /** The device's own health, told by its network: SenML JSON with {@code battery} (percent) and {@code margin} (dB). */
    STATUS
}
