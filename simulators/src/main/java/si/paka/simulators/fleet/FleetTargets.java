package si.paka.simulators.fleet;

/**
 * Where the devices find their gateway.
 *
 * @param broker of the network server, {@code mqtt://host:port}
 * @param coap of the LwM2M server, {@code coap://host:port}
 * @param coaps of the LwM2M server, {@code coaps://host:port}
 * @param stations base address of CoAP devices, {@code coap://host:port/path}
 */
public record FleetTargets(String broker, String coap, String coaps, String stations) {
    /** The usual ports on one host; the broker runs on loopback. */
    public static FleetTargets on(String host, String broker) {
        return of(host, broker, 5683, 5684, 5685);
    }

    public static FleetTargets of(String host, String broker, int coap, int coaps, int stations) {
        return new FleetTargets(
                broker,
                "coap://" + host + ":" + coap,
                "coaps://" + host + ":" + coaps,
                "coap://" + host + ":" + stations + "/d");
    }
}
