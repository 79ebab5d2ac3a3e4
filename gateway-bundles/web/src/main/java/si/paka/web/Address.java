package si.paka.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import si.paka.model.port.PublicAddress;

/** The cabinet's own address: what it listens on, or its host name if that is every address. */
record Address(String url) implements PublicAddress {
    static Address of(String host, int port) {
        boolean any = host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
        String name = any ? hostName() : host.contains(":") ? "[" + host + "]" : host;
        return new Address("https://" + name + (port == 443 ? "" : ":" + port));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) { // a machine whose own name does not resolve
            return e.getMessage().replaceFirst(":.*", "");
        }
    }
}
