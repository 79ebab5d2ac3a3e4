package si.paka.adapter.lorawan.radio;

/**
 * When a concentrator heard a frame, by its own clock; given back to it with the answer.
 *
 * @param ticks_us {@code tmst} of a packet forwarder, {@code xtime} of a Basics Station
 * @param context {@code rctx} of a Basics Station, otherwise 0
 */
public record RxTime(long ticks_us, long context) {}
