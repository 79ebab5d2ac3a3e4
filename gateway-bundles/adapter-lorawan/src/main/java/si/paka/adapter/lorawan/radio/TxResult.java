package si.paka.adapter.lorawan.radio;

/** What a concentrator says of a transmission: the errors of Semtech's protocol, and those of the way there. */
public enum TxResult {
    OK,
    TOO_LATE,
    TOO_EARLY,
    COLLISION_PACKET,
    COLLISION_BEACON,
    TX_FREQ,
    TX_POWER,
    GPS_UNLOCKED,
    /** Something the protocol does not name. */
    OTHER,
    /** No answer came. */
    NO_ANSWER
}
