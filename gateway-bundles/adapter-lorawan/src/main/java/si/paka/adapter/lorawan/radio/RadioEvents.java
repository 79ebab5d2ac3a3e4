package si.paka.adapter.lorawan.radio;

/** What concentrators tell. Safe from any thread; returns at once. */
public interface RadioEvents {
    void heard(HeardFrame frame);

    void transmitted(long id, TxResult result);

    void stats(String gateway, GatewayStats stats);

    /** A concentrator can be reached this way from now on. */
    void connected(String gateway, Link link);

    /** It cannot be reached this way any more. */
    void gone(String gateway, Link link);
}
