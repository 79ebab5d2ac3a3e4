package si.paka.model.port;

/** Who did what. Served by {@code core}; safe from any thread; returns at once. */
public interface AuditTrail {
    /**
     * @param who user name, {@code token:<id>}, {@code local} or {@code gateway}
     * @param action e.g. {@code login}, {@code device-approve}
     * @param target what it was done to; may be empty
     * @param detail in plain words; never a secret
     */
    void record(String who, String action, String target, String detail);
}
