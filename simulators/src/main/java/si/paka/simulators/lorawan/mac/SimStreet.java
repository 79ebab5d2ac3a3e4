package si.paka.simulators.lorawan.mac;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Devices and concentrators within reach of each other. Safe from any thread: each device is locked while it is used. */
public final class SimStreet implements SimConcentrator.Air, AutoCloseable {
    private static final long[] CHANNELS_Hz = {868_100_000L, 868_300_000L, 868_500_000L};

    /** A device and its last uplink. */
    private static final class Member {
        final EndDevice device;
        long sent_ms = Long.MIN_VALUE / 2;
        long frequency_Hz;
        int dataRate;

        Member(EndDevice device) {
            this.device = device;
        }
    }

    private final Map<String, Member> members = new ConcurrentHashMap<>();
    private final List<SimConcentrator> concentrators = new ArrayList<>();
    private final Random random;
    private final BiConsumer<EndDevice, EndDevice.Data> application;

    /** @param application what devices' applications receive */
    public SimStreet(long seed, BiConsumer<EndDevice, EndDevice.Data> application) {
        this.random = new Random(seed);
        this.application = application;
    }

    public void add(EndDevice device) {
        members.put(device.devEui(), new Member(device));
    }

    /** These hear and speak from now on; those before are closed. */
    public synchronized void connect(List<SimConcentrator> present) {
        concentrators.forEach(SimConcentrator::close);
        concentrators.clear();
        concentrators.addAll(present);
    }

    public void join(EndDevice device) {
        transmit(device, () -> device.join(random.nextInt()));
    }

    public void send(EndDevice device, int port, byte[] payload, boolean confirmed) {
        transmit(device, () -> device.send(port, payload, confirmed));
    }

    /** A frame recorded earlier, played again by somebody. */
    public void replay(byte[] phy) {
        heard(phy, CHANNELS_Hz[0], 5);
    }

    private interface Making {
        byte[] frame();
    }

    private void transmit(EndDevice device, Making making) {
        Member member = members.get(device.devEui());
        byte[] phy;
        synchronized (member) {
            phy = making.frame();
            member.sent_ms = System.nanoTime() / 1_000_000;
            member.frequency_Hz = CHANNELS_Hz[random.nextInt(CHANNELS_Hz.length)];
            member.dataRate = device.isJoined() ? device.dataRate() : 5;
        }
        heard(phy, member.frequency_Hz, member.dataRate);
    }

    private synchronized void heard(byte[] phy, long frequency_Hz, int dataRate) {
        for (int i = 0; i < concentrators.size(); i++) {
            concentrators.get(i).hears(phy, frequency_Hz, dataRate, -80 - 10 * i, 2 - i);
        }
    }

    @Override
    public void transmitted(byte[] phy, long frequency_Hz, int dataRate, long at_ms) {
        for (Member member : members.values()) {
            Optional<EndDevice.Data> data;
            synchronized (member) {
                boolean hears = member.device.listens(
                        frequency_Hz, dataRate, at_ms - member.sent_ms, member.frequency_Hz, member.dataRate);
                data = hears ? member.device.receive(phy) : Optional.empty();
            }
            data.ifPresent(one -> application.accept(member.device, one));
        }
    }

    @Override
    public synchronized void close() {
        concentrators.forEach(SimConcentrator::close);
    }
}
