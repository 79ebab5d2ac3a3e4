package si.paka.adapter.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.OptionalInt;

/**
 * How the CoAP server is to run.
 *
 * @param port UDP port without encryption; empty for none, 0 for any free one
 * @param securePort UDP port with DTLS; empty for none, 0 for any free one
 * @param bind address to listen on; a wildcard means IPv6 and IPv4
 * @param inFlight requests worked on at once, 1..100000; more are answered with 5.03
 * @param peers peers with a DTLS session or message id remembered, 100..100000
 * @param burst requests that may come in one go, 100..1000000; the long-term mean is a 120th of it per second
 */
record CoapSettings(OptionalInt port, OptionalInt securePort, InetAddress bind, int inFlight, int peers, int burst) {

    /** @throws IllegalArgumentException naming key, value and what is accepted */
    static CoapSettings of(String port, String securePort, String bind, int inFlight, int peers, int burst) {
        return new CoapSettings(
                port("coap.port", port),
                port("coaps.port", securePort),
                address(bind),
                within("coap.inFlight", inFlight, 1, 100_000),
                within("coap.peers", peers, 100, 100_000),
                within("coap.burst", burst, 100, 1_000_000));
    }

    /** A wildcard without an address family serves both where the board has IPv6. */
    InetSocketAddress address(int udpPort) {
        return bind.isAnyLocalAddress() ? new InetSocketAddress(udpPort) : new InetSocketAddress(bind, udpPort);
    }

    private static OptionalInt port(String key, String value) {
        String text = value.strip();
        if (text.equals("off")) {
            return OptionalInt.empty();
        }
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535) {
            return OptionalInt.of(Integer.parseInt(text));
        }
        throw new IllegalArgumentException(key + " is " + value + ", expected 0..65535 or \"off\"");
    }

    private static InetAddress address(String value) {
        String text = value.strip();
        if (!text.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9]+)?")) {
            throw new IllegalArgumentException(wrongAddress(value));
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(wrongAddress(value), e);
        }
    }

    private static String wrongAddress(String value) {
        return "bind is \"" + value + "\", expected an IP address of this board, or :: for all";
    }

    private static int within(String key, int value, int lowest, int highest) {
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException(key + " is " + value + ", expected " + lowest + ".." + highest);
        }
        return value;
    }
}
