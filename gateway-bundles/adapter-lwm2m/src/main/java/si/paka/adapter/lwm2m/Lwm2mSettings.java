package si.paka.adapter.lwm2m;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.OptionalInt;

/**
 * How the LwM2M server listens.
 *
 * @param coap port of plain CoAP, 0 for a free one; empty for none
 * @param coaps port of CoAP over DTLS
 * @param mostClients registrations beyond which new clients are refused
 */
record Lwm2mSettings(String host, OptionalInt coap, OptionalInt coaps, int mostClients) {
    static Lwm2mSettings of(String host, String coap, String coaps, int mostClients) {
        if (mostClients < 1 || mostClients > 100_000) {
            throw new IllegalArgumentException("lwm2m.mostClients is " + mostClients + ", expected 1..100000");
        }
        return new Lwm2mSettings(host, port("lwm2m.coap.port", coap), port("lwm2m.coaps.port", coaps), mostClients);
    }

    private static OptionalInt port(String key, String text) {
        if (text.equals("off")) {
            return OptionalInt.empty();
        }
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65_535) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        throw new IllegalArgumentException(key + " is " + text + ", expected 0..65535 or off");
    }

    boolean listens() {
        return coap.isPresent() || coaps.isPresent();
    }

    /** Leshan opens what it can and only logs the rest; so a port that another program has is told before. */
    void checkPortsAreFree() {
        coap.ifPresent(port -> checkFree("lwm2m.coap.port", port));
        coaps.ifPresent(port -> checkFree("lwm2m.coaps.port", port));
    }

    private void checkFree(String key, int port) {
        try (DatagramSocket probe = new DatagramSocket(null)) {
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    key + " is " + port + ", which cannot be opened on " + host + " (" + e.getMessage()
                            + "); expected a port that no other program has, or off",
                    e);
        }
    }
}
