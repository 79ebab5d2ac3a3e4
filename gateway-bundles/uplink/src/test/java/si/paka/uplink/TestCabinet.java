package si.paka.uplink;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import si.paka.model.journal.JournalStream;
import si.paka.model.journal.StateStore;
import si.paka.model.port.CabinetInfo;
import si.paka.model.port.RemoteCommands;
import si.paka.model.port.UplinkFeed;

/** All that a target meets in its cabinet, made by hand: a feed, a state store, and someone who takes commands. */
final class TestCabinet implements UplinkFeed, StateStore, CabinetInfo, RemoteCommands {
    private static final Instant STARTED = Instant.parse("2026-11-22T16:00:00Z");

    final Map<JournalStream, List<Message>> streams = Map.of(
            JournalStream.LEDGER, new CopyOnWriteArrayList<>(),
            JournalStream.TELEMETRY, new CopyOnWriteArrayList<>());
    final Map<String, byte[]> state = new ConcurrentHashMap<>();
    final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile long last;

    /** Numbered messages, each its own record. */
    void measure(int from, int to) {
        List<Message> more = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            byte[] body = String.valueOf(i).getBytes(StandardCharsets.UTF_8);
            more.add(new Message(i * 10L, true, OptionalLong.of(i), "obs/WasteContainer/bin-1", body));
        }
        streams.get(JournalStream.TELEMETRY).addAll(more);
        last = to;
        listeners.forEach(Runnable::run);
    }

    void raise(long position, String kind) {
        streams.get(JournalStream.LEDGER)
                .add(new Message(position, true, OptionalLong.empty(), "event/warning/" + kind, new byte[0]));
        listeners.forEach(Runnable::run);
    }

    Target target(String url, PlatformConnection.Opener opener, String... settings) {
        Map<String, Object> all = new ConcurrentHashMap<>(Map.of("uplink.dpv.url", url));
        for (int i = 0; i < settings.length; i += 2) {
            all.put("uplink.dpv." + settings[i], settings[i + 1]);
        }
        TargetSettings one = TargetSettings.read(all, "paka-test").get("dpv");
        PlatformConnection.Opener by = opener == null ? PlatformConnection.opener(one) : opener;
        Target target = new Target(one, this, this, this, new Positions(this), by, Clock.systemUTC());
        listeners.clear();
        listeners.add(target::wake);
        target.start();
        return target;
    }

    String stateOf(String key) {
        byte[] bytes = state.get(key);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public Reader open(String target, JournalStream stream, long after) {
        List<Message> all = streams.get(stream);
        return new Reader() {
            private int at;

            @Override
            public List<Message> next(int limit) {
                while (at < all.size() && all.get(at).position() <= after) {
                    at++;
                }
                List<Message> some = List.copyOf(all.subList(at, Math.min(all.size(), at + limit)));
                at += some.size();
                return some;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public long lastSequence(String target) {
        return last;
    }

    @Override
    public AutoCloseable listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void targets(List<String> targets) {}

    @Override
    public Optional<byte[]> find(String room, String key) {
        return Optional.ofNullable(state.get(key));
    }

    @Override
    public Map<String, byte[]> all(String room) {
        return Map.copyOf(state);
    }

    @Override
    public CompletableFuture<Void> put(String room, String key, byte[] value) {
        state.put(key, value);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> remove(String room, String key) {
        state.remove(key);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void handle(Request request, Consumer<Result> answer) {
        requests.add(request);
        if (request.command().equals("explode")) {
            throw new IllegalStateException("boom");
        }
        answer.accept(new Result(request.requestId(), "accepted", "", STARTED));
        answer.accept(new Result(request.requestId(), "applied", "", STARTED));
    }

    @Override
    public String town() {
        return "velenje";
    }

    @Override
    public String cabinet() {
        return "k-1";
    }

    @Override
    public String version() {
        return "0.1.0";
    }

    @Override
    public Instant startedAt() {
        return STARTED;
    }

    @Override
    public Path home() {
        return Path.of("");
    }
}
