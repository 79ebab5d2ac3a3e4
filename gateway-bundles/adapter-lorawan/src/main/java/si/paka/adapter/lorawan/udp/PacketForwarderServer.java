package si.paka.adapter.lorawan.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.radio.GatewaySettings;
import si.paka.adapter.lorawan.radio.Gateways;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.radio.RadioEvents;
import si.paka.adapter.lorawan.udp.ForwarderCounts.What;

/**
 * Serves packet forwarders on one UDP port. Only those on the list are heard, each from its own address alone: a datagram from elsewhere
 * is counted and otherwise left alone, whatever EUI it names. Receives on the thread {@code paka-lorawan-udp}.
 */
public final class PacketForwarderServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PacketForwarderServer.class);
    /** Forwarders send eight packets at a time at most, half a kilobyte each. */
    static final int LARGEST = 32 * 1024;

    private static final int RECEIVE_BUFFER = 1 << 20;

    private final DatagramChannel channel;
    private final RadioEvents events;
    private final Clock clock;
    private final Map<String, Forwarder> forwarders = new HashMap<>(); // filled once, then only read
    private final Gateways gateways;
    private final ForwarderCounts counts = new ForwarderCounts();
    private final Thread thread = new Thread(this::receive, "paka-lorawan-udp");

    /** Binds; {@link #start} then begins to receive. */
    public PacketForwarderServer(InetSocketAddress address, Gateways gateways, RadioEvents events, Clock clock)
            throws IOException {
        this.gateways = gateways;
        this.events = events;
        this.clock = clock;
        for (GatewaySettings one : gateways.byEui().values()) {
            if (one.address().isPresent()) {
                forwarders.put(one.eui(), new Forwarder(one, this::send, micros()));
            }
        }
        channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(address);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    public int port() throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    public ForwarderCounts counts() {
        return counts;
    }

    private void receive() {
        ByteBuffer buffer = ByteBuffer.allocate(LARGEST + 1);
        while (channel.isOpen()) {
            try {
                buffer.clear();
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
                take(buffer.array(), buffer.position(), from);
            } catch (AsynchronousCloseException e) {
                return; // close() asked for it
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException e) { // the edge: one datagram must not stop the others
                counts.count(What.GARBAGE);
                log.warn("a datagram could not be taken in", e);
            }
        }
    }

    private void take(byte[] bytes, int length, InetSocketAddress from) {
        if (length > LARGEST) {
            counts.count(What.OVERSIZE);
            return;
        }
        Optional<Datagram> read = Datagram.read(bytes, length);
        if (read.isEmpty()) {
            counts.count(What.GARBAGE);
            return;
        }
        Datagram datagram = read.get();
        Forwarder forwarder = forwarders.get(datagram.eui());
        if (forwarder == null) {
            counts.count(What.UNKNOWN_GATEWAY);
            return;
        }
        if (!isOwnAddress(datagram.eui(), from)) {
            counts.count(What.WRONG_ADDRESS);
            return;
        }
        switch (datagram.kind()) {
            case PUSH_DATA -> pushed(datagram, forwarder, from);
            case PULL_DATA -> pulled(datagram, forwarder, from);
            default -> transmitted(datagram, forwarder);
        }
    }

    private boolean isOwnAddress(String eui, InetSocketAddress from) {
        return gateways.find(eui)
                .flatMap(GatewaySettings::address)
                .filter(own -> own.equals(from.getAddress()))
                .isPresent();
    }

    private void pushed(Datagram datagram, Forwarder forwarder, InetSocketAddress from) {
        counts.count(What.PUSH_DATA);
        send(Datagram.ack(datagram), from);
        PushData.Content content;
        try {
            content = PushData.read(datagram.eui(), datagram.body(), clock.instant(), micros());
        } catch (IOException e) {
            counts.count(What.BAD_JSON);
            return;
        }
        content.faults().forEach(counts::count);
        for (HeardFrame frame : content.frames()) {
            if (forwarder.mayBring(frame.at_us())) {
                counts.count(What.PACKETS);
                events.heard(frame);
            } else {
                counts.count(What.FLOOD);
            }
        }
        content.stats().ifPresent(stats -> events.stats(datagram.eui(), stats));
    }

    private void pulled(Datagram datagram, Forwarder forwarder, InetSocketAddress from) {
        counts.count(What.PULL_DATA);
        send(Datagram.ack(datagram), from);
        if (forwarder.pulled(from, datagram.version(), micros())) {
            log.info("concentrator {} connected from {}", datagram.eui(), from);
        }
        events.connected(datagram.eui(), forwarder);
    }

    private void transmitted(Datagram datagram, Forwarder forwarder) {
        counts.count(What.TX_ACK);
        forwarder
                .answered(datagram.token())
                .ifPresentOrElse(id -> answered(id, datagram), () -> counts.count(What.STRAY_ACK));
    }

    private void answered(long id, Datagram datagram) {
        try {
            events.transmitted(id, PushData.result(datagram.body()));
        } catch (IOException e) {
            counts.count(What.BAD_JSON);
        }
    }

    /** Looks for forwarders that have fallen silent; to be called every few seconds. */
    public void checkRoutes() {
        forwarders.forEach((eui, forwarder) -> {
            if (forwarder.isLost(micros())) {
                log.warn("concentrator {} has not asked for downlinks for a minute: it cannot be reached", eui);
                events.gone(eui, forwarder);
            }
        });
    }

    private boolean send(byte[] datagram, InetSocketAddress to) {
        try {
            return channel.send(ByteBuffer.wrap(datagram), to) == datagram.length;
        } catch (IOException e) {
            log.debug("a datagram to {} could not be sent: {}", to, e.getMessage());
            return false;
        }
    }

    private static long micros() {
        return System.nanoTime() / 1_000;
    }

    @Override
    public void close() {
        try {
            channel.close();
            thread.join(1_000);
        } catch (IOException e) {
            log.debug("was closed already: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
