package si.paka.adapter.lorawan.server;

import java.time.Instant;
import si.paka.adapter.lorawan.mac.SessionKeys;

/**
 * What device and server agreed on. Its keys are not stored: they follow from the root key and the nonces. Used by the server's thread
 * only.
 */
final class Session {
    static final int NO_JOIN = 0;

    private final String devEui;
    private final int devAddr;
    private final int joinNonce;
    private final int devNonce;
    private final Instant since;
    private final SessionKeys keys;
    private final MacDialogue mac = new MacDialogue();
    private RadioParameters parameters;
    private long lastUp = -1;
    private int repetitions;
    private long nextDown;
    private long reservedDown;
    private boolean reserving;

    /** @param joinNonce {@link #NO_JOIN} if it was activated by personalisation */
    Session(
            String devEui,
            int devAddr,
            int joinNonce,
            int devNonce,
            Instant since,
            SessionKeys keys,
            RadioParameters parameters) {
        this.devEui = devEui;
        this.devAddr = devAddr;
        this.joinNonce = joinNonce;
        this.devNonce = devNonce;
        this.since = since;
        this.keys = keys;
        this.parameters = parameters;
    }

    String devEui() {
        return devEui;
    }

    int devAddr() {
        return devAddr;
    }

    int joinNonce() {
        return joinNonce;
    }

    int devNonce() {
        return devNonce;
    }

    Instant since() {
        return since;
    }

    boolean isJoined() {
        return joinNonce != NO_JOIN;
    }

    SessionKeys keys() {
        return keys;
    }

    MacDialogue mac() {
        return mac;
    }

    RadioParameters parameters() {
        return parameters;
    }

    void parameters(RadioParameters confirmed) {
        parameters = confirmed;
    }

    /** The last uplink counter that was accepted, -1 for none. */
    long lastUp() {
        return lastUp;
    }

    void acceptedUp(long counter) {
        lastUp = counter;
        repetitions = 0;
    }

    /** How often the last frame has come again by now. */
    int repeated() {
        return ++repetitions;
    }

    /** Names a frame of this session: never the same for two frames of a device. */
    String messageId(long counter) {
        return Integer.toHexString(devAddr) + "-" + Integer.toHexString(joinNonce) + "-" + counter;
    }

    /** A new downlink counter, reserved durably before; -1 if none is reserved. */
    long takeDown() {
        return nextDown < reservedDown ? nextDown++ : -1;
    }

    long downLeft() {
        return reservedDown - nextDown;
    }

    long reservedDown() {
        return reservedDown;
    }

    boolean isReserving() {
        return reserving;
    }

    void reserving(boolean now) {
        reserving = now;
    }

    /** Counters below are reserved durably. */
    void reservedDown(long bound) {
        reservedDown = bound;
    }

    /** After a restart: whatever was reserved may have been used. */
    void restoreCounters(long up, long down) {
        lastUp = up;
        nextDown = down;
        reservedDown = down;
    }
}
