package si.paka.adapter.lorawan.mac;

/** Message types in the upper three bits of the MAC header, in their order (LoRaWAN 1.0.x, section 4.2). */
public enum MType {
    JOIN_REQUEST,
    JOIN_ACCEPT,
    UNCONFIRMED_UP,
    UNCONFIRMED_DOWN,
    CONFIRMED_UP,
    CONFIRMED_DOWN,
    REJOIN_REQUEST,
    PROPRIETARY;

    private static final MType[] ALL = values();

    static MType of(int header) {
        return ALL[(header & 0xff) >> 5];
    }

    int header() {
        return ordinal() << 5;
    }

    public boolean isUp() {
        return this == UNCONFIRMED_UP || this == CONFIRMED_UP;
    }

    public boolean isDown() {
        return this == UNCONFIRMED_DOWN || this == CONFIRMED_DOWN;
    }

    public boolean isConfirmed() {
        return this == CONFIRMED_UP || this == CONFIRMED_DOWN;
    }
}
