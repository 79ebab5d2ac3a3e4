package si.paka.model;

/** How the payload of a device message is written. */
public enum PayloadFormat {
    /** Bytes that only the device profile's codec understands. */
    RAW,
    /** SenML in JSON (RFC 8428); LwM2M resources carry their path as name, e.g. {@code /3311/0/5851}. */
    SENML_JSON,
    /** SenML in CBOR (RFC 8428). */
    SENML_CBOR
}
