package si.paka.adapter.lorawan.radio;

/** The way to a concentrator. Safe from any thread; returns at once. */
public interface Link {
    /** Hands it over; false if there is no way there now. What became of it is told to {@link RadioEvents#transmitted}. */
    boolean transmit(Transmission transmission);
}
