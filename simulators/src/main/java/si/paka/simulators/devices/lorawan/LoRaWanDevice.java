package si.paka.simulators.devices.lorawan;

/** A device with a radio, as its network server sees it. */
public interface LoRaWanDevice {
    /** Sixteen lower-case hex digits. */
    String devEui();

    String name();

    /** What the network server calls its kind. */
    String kind();

    /** LoRaWAN application port of its reports, 1..223. */
    int port();

    /** The next report's payload. The device's state moves on with each call. */
    byte[] report();

    /** Battery in percent, 0..100. */
    double battery();
}
