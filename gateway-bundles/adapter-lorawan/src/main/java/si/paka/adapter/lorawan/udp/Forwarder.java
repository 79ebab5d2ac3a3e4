package si.paka.adapter.lorawan.udp;

import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import si.paka.adapter.lorawan.radio.Budget;
import si.paka.adapter.lorawan.radio.GatewaySettings;
import si.paka.adapter.lorawan.radio.Link;
import si.paka.adapter.lorawan.radio.Transmission;

/**
 * One packet forwarder: where it can be reached, and which transmissions it has not answered yet. The route is that of its last PULL_DATA;
 * it ends when none has come for a minute. Safe from any thread.
 */
final class Forwarder implements Link {
    /** Sends a datagram; false if the socket would not take it. */
    interface Outlet {
        boolean send(byte[] datagram, InetSocketAddress to);
    }

    /** More than the most in the busiest: each waits for seconds, and the air allows few a second. */
    private static final int MOST_UNANSWERED = 256;

    private static final long ROUTE_LIFE_us = 60_000_000;
    /** What a concentrator of eight demodulators can hear at most, and what may come at once after its backhaul was away. */
    private static final double PACKETS_PER_SECOND = 200;

    private static final double PACKETS_AT_ONCE = 2_000;

    private final GatewaySettings settings;
    private final Outlet outlet;
    private final Budget budget;
    private final Map<Integer, Long> unanswered = new LinkedHashMap<>();
    private InetSocketAddress route;
    private int version;
    private long pulled_us;
    private int lastToken;

    Forwarder(GatewaySettings settings, Outlet outlet, long now_us) {
        this.settings = settings;
        this.outlet = outlet;
        this.budget = new Budget(PACKETS_PER_SECOND, PACKETS_AT_ONCE, now_us);
    }

    synchronized boolean mayBring(long now_us) {
        return budget.take(now_us);
    }

    /** Whether it could not be reached before. */
    synchronized boolean pulled(InetSocketAddress from, int protocolVersion, long now_us) {
        boolean isNew = route == null;
        route = from;
        version = protocolVersion;
        pulled_us = now_us;
        return isNew;
    }

    /** Whether it has just become unreachable. */
    synchronized boolean isLost(long now_us) {
        if (route == null || now_us - pulled_us <= ROUTE_LIFE_us) {
            return false;
        }
        route = null;
        return true;
    }

    @Override
    public synchronized boolean transmit(Transmission transmission) {
        if (route == null) {
            return false;
        }
        lastToken = lastToken + 1 & 0xffff;
        unanswered.put(lastToken, transmission.id());
        if (unanswered.size() > MOST_UNANSWERED) {
            Iterator<Integer> oldest = unanswered.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        byte[] datagram = Datagram.pullResp(version, lastToken, PullResp.json(transmission, settings.gain_dBi()));
        if (outlet.send(datagram, route)) {
            return true;
        }
        unanswered.remove(lastToken);
        return false;
    }

    /** The transmission that this token was given to; empty if none waits. */
    synchronized OptionalLong answered(int token) {
        Long id = unanswered.remove(token);
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }
}
