package si.paka.adapter.lorawan.chirpstack.api;

/**
 * One thing in which register and server differ.
 *
 * @param subject name, DevEUI or group
 * @param detail for people: found and expected; never a key
 */
record Difference(Kind kind, String subject, String detail) {
    /** In the order in which they are put right. */
    enum Kind {
        APPLICATION_MISSING(true),
        PROFILE_MISSING(true),
        PROFILE_DIFFERS(true),
        DEVICE_MISSING(true),
        DEVICE_DIFFERS(true),
        KEYS_MISSING(true),
        KEYS_DIFFER(true),
        GROUP_MISSING(true),
        GROUP_DIFFERS(true),
        MEMBER_MISSING(true),
        MEMBER_SUPERFLUOUS(true),
        /** In the server's application but not in the register; shown only, Paka deletes nothing there. */
        DEVICE_UNKNOWN(false);

        private final boolean mended;

        Kind(boolean mended) {
            this.mended = mended;
        }

        /** Whether applying puts it right. */
        boolean isMended() {
            return mended;
        }
    }

    @Override
    public String toString() {
        return kind + " " + subject + (detail.isEmpty() ? "" : ": " + detail);
    }
}
