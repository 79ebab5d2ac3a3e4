package si.paka.adapter.lorawan.server;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.adapter.lorawan.NetworkEvents;
import si.paka.adapter.lorawan.NetworkServer;
import si.paka.adapter.lorawan.RadioHealth;
import si.paka.adapter.lorawan.radio.GatewayStats;
import si.paka.adapter.lorawan.radio.Gateways;
import si.paka.adapter.lorawan.radio.HeardFrame;
import si.paka.adapter.lorawan.radio.Link;
import si.paka.adapter.lorawan.radio.RadioEvents;
import si.paka.adapter.lorawan.radio.TxResult;
import si.paka.adapter.lorawan.server.ServerCounts.What;
import si.paka.model.journal.StateStore;

/**
 * The cabinet's own network server: LoRaWAN 1.0.2 to 1.0.4, EU868, classes A and C. It keeps the street alive when there is no other, with
 * the backhaul cut too. All decisions are on the thread {@code paka-lorawan}.
 */
final class BuiltInServer implements NetworkServer, RadioEvents {
    /** Frames that may wait for the thread; beyond, new ones are dropped and counted. */
    static final int MOST_WAITING = 5_000;

    private static final Duration HOUSEKEEPING = Duration.ofSeconds(10);
    private static final long VIEW_PATIENCE_ms = 500;

    /** Something that brings frames in and out: packet forwarders, Basics Stations. */
    interface Transceiver extends AutoCloseable {
        void start();

        /** Every few seconds. */
        void check();

        @Override
        void close();
    }

    /** Opens a transceiver that tells these events. */
    interface Opener {
        Transceiver open(RadioEvents events) throws IOException;
    }

    private final ServerSettings settings;
    private final Gateways gateways;
    private final DeviceDirectory directory;
    private final StateStore state;
    private final ServerThread thread;
    private final ServerCounts counts = new ServerCounts();
    private final List<Transceiver> transceivers = new ArrayList<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile NetworkCore core;

    BuiltInServer(
            ServerSettings settings, Gateways gateways, DeviceDirectory directory, StateStore state, Clock clock) {
        this.settings = settings;
        this.gateways = gateways;
        this.directory = directory;
        this.state = state;
        this.thread = new ServerThread(clock);
    }

    /** Before {@link #start}. @throws IOException if a port cannot be had; what was opened before is closed */
    void open(Opener opener) throws IOException {
        try {
            transceivers.add(opener.open(this));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "built-in";
    }

    @Override
    public void start(NetworkEvents events) {
        core = new NetworkCore(thread, settings, gateways, directory, state, counts, events);
        transceivers.forEach(Transceiver::start);
        thread.after(HOUSEKEEPING, this::keepHouse);
    }

    private void keepHouse() {
        thread.after(HOUSEKEEPING, this::keepHouse);
        core.keepHouse();
        transceivers.forEach(Transceiver::check);
    }

    /** Keys or devices have changed. From any thread. */
    void devicesChanged() {
        onThread(NetworkCore::refresh);
    }

    private void onThread(java.util.function.Consumer<NetworkCore> task) {
        thread.execute(() -> {
            NetworkCore present = core;
            if (present != null) {
                task.accept(present);
            }
        });
    }

    @Override
    public boolean serves(String devEui) {
        NetworkCore present = core;
        return present != null
                && present.devices().peek(devEui).flatMap(DeviceState::current).isPresent();
    }

    @Override
    public void send(Downlink downlink, DownlinkProgress progress) {
        if (core == null) {
            progress.reached(Step.FAILED, "the network server has not started", java.time.Instant.now());
            return;
        }
        onThread(present -> present.send(downlink, progress));
    }

    @Override
    public void heard(HeardFrame frame) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            counts.count(What.OVERLOAD);
            return;
        }
        thread.execute(() -> {
            waiting.decrementAndGet();
            Optional.ofNullable(core).ifPresent(present -> present.heard(frame));
        });
    }

    @Override
    public void transmitted(long id, TxResult result) {
        onThread(present -> present.transmitted(id, result));
    }

    @Override
    public void stats(String gateway, GatewayStats stats) {
        onThread(present -> present.stats(gateway, stats));
    }

    @Override
    public void connected(String gateway, Link link) {
        onThread(present -> present.connected(gateway, link));
    }

    @Override
    public void gone(String gateway, Link link) {
        onThread(present -> present.gone(gateway, link));
    }

    /** Asks on the server's thread; empty if it does not answer soon. */
    <T> Optional<T> view(Function<NetworkCore, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        onThread(present -> answer.complete(question.apply(present)));
        try {
            return Optional.ofNullable(answer.get(VIEW_PATIENCE_ms, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty(); // it is busy, or stopping: told as unknown
        }
    }

    @Override
    public String problem() {
        if (gateways.byEui().isEmpty()) {
            return "";
        }
        return view(NetworkCore::problem).orElse("the network server is too busy to answer");
    }

    @Override
    public Optional<RadioHealth> radioHealth(String devEui) {
        NetworkCore present = core;
        return present == null
                ? Optional.empty()
                : present.devices()
                        .peek(devEui)
                        .flatMap(device -> device.stats().health());
    }

    ServerCounts counts() {
        return counts;
    }

    long failures() {
        return thread.failures();
    }

    @Override
    public void close() {
        onThread(present -> present.failAll("the network server stops"));
        transceivers.forEach(Transceiver::close);
        thread.close();
    }
}
