package si.paka.adapter.lorawan.chirpstack.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.adapter.lorawan.chirpstack.wire.GatewayListItem;

/**
 * Compares the server with the register: at start, some seconds after the register has changed, every hour, and when asked. Shows the
 * differences before anything is put right; puts them right if told so. On its own thread, {@code paka-chirpstack-compare}.
 */
final class Reconciler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(30);
    private static final Duration AFTER_CHANGE = Duration.ofSeconds(5);
    private static final int MOST_ASKING = 16;
    private static final int MOST_TOLD = 20;

    /** What is known of the server. @param problem empty if the last comparison worked */
    record State(
            Instant at,
            List<Difference> differences,
            List<String> notApplied,
            int applied,
            String problem,
            Map<String, GatewayListItem> gateways) {
        State {
            differences = List.copyOf(differences);
            notApplied = List.copyOf(notApplied);
            gateways = Map.copyOf(gateways);
        }

        /** Differences that applying would put right. */
        long mendable() {
            return differences.stream().filter(each -> each.kind().isMended()).count();
        }
    }

    /** Told how the server looks after each comparison that worked. */
    interface Listener {
        void looked(Present present);
    }

    private record Ask(boolean apply, CompletableFuture<State> answer) {}

    private final ApiChannel channel;
    private final ApiSettings settings;
    private final Supplier<Wanted> wanted;
    private final Listener listener;
    private final Clock clock;
    private final BlockingQueue<Ask> asks = new ArrayBlockingQueue<>(MOST_ASKING);
    private final Thread thread = new Thread(this::run, "paka-chirpstack-compare");
    private volatile boolean changed;
    private volatile boolean closed;
    private volatile State state = new State(Instant.EPOCH, List.of(), List.of(), 0, "not compared yet", Map.of());
    private List<Difference> told = List.of();

    Reconciler(ApiChannel channel, ApiSettings settings, Supplier<Wanted> wanted, Listener listener, Clock clock) {
        this.channel = channel;
        this.settings = settings;
        this.wanted = wanted;
        this.listener = listener;
        this.clock = clock;
        thread.setDaemon(true);
    }

    void start() {
        if (settings.mode() != ApiSettings.Mode.OFF) {
            asks.add(new Ask(settings.mode() == ApiSettings.Mode.APPLY, new CompletableFuture<>()));
        }
        thread.start();
    }

    /** The register has changed. */
    void registerChanged() {
        changed = true;
    }

    /** Compares soon, and applies if asked to; the future always completes. */
    CompletableFuture<State> ask(boolean apply) {
        CompletableFuture<State> answer = new CompletableFuture<>();
        if (closed || !asks.offer(new Ask(apply, answer))) {
            answer.complete(state);
        }
        return answer;
    }

    State state() {
        return state;
    }

    private void run() {
        Instant next = clock.instant().plus(USUAL);
        while (!closed) {
            try {
                Ask ask = asks.poll(AFTER_CHANGE.toMillis(), TimeUnit.MILLISECONDS);
                boolean due = !clock.instant().isBefore(next) || changed && settings.mode() != ApiSettings.Mode.OFF;
                if (ask == null && due) {
                    ask = new Ask(settings.mode() == ApiSettings.Mode.APPLY, new CompletableFuture<>());
                }
                if (ask != null) {
                    changed = false;
                    state = compare(ask.apply());
                    ask.answer().complete(state);
                    next = clock.instant().plus(state.problem().isEmpty() ? USUAL : AFTER_FAILURE);
                }
            } catch (InterruptedException e) {
                closed = true; // close() asked for it
            } catch (RuntimeException e) { // the edge of the thread: one comparison must not end all further ones
                log.error("the comparison with ChirpStack at {} failed", settings, e);
                state = failed("failed: " + e);
                next = clock.instant().plus(USUAL);
            }
        }
    }

    private State compare(boolean apply) throws InterruptedException {
        try {
            return compareOnce(apply);
        } catch (ApiFailure e) {
            if (e.kind() == ApiFailure.Kind.TOKEN && refreshKey()) {
                try {
                    return compareOnce(apply);
                } catch (ApiFailure again) {
                    return failed(again.getMessage());
                }
            }
            return failed(e.getMessage());
        }
    }

    private boolean refreshKey() {
        String before = channel.key().value();
        try {
            channel.key().refresh();
        } catch (IllegalArgumentException e) {
            log.warn("{}", e.getMessage());
        }
        return !before.equals(channel.key().value());
    }

    private State compareOnce(boolean apply) throws ApiFailure, InterruptedException {
        Wanted now = wanted.get();
        Inventory inventory = new Inventory(channel);
        Present present = inventory.read(settings.tenant(), now);
        List<Difference> differences = Comparison.of(now, present);
        show(differences);
        List<String> problems = List.of();
        int applied = 0;
        if (apply && differences.stream().anyMatch(each -> each.kind().isMended())) {
            problems = new Applier(channel, now, present).apply(differences);
            problems.forEach(problem -> log.warn("ChirpStack at {}: {}", settings, problem));
            int before = differences.size();
            present = inventory.read(settings.tenant(), now);
            differences = Comparison.of(now, present);
            applied = before - differences.size();
            log.info("ChirpStack at {}: {} differences put right, {} left", settings, applied, differences.size());
            told = differences;
        }
        listener.looked(present);
        Map<String, GatewayListItem> gateways =
                present.tenant().isEmpty() ? Map.of() : gateways(inventory, present.tenant());
        if (!state.problem().isEmpty()) {
            log.info(
                    "ChirpStack at {}: its API answers; {} differences from the register",
                    settings,
                    differences.size());
        }
        return new State(clock.instant(), differences, problems, applied, "", gateways);
    }

    private Map<String, GatewayListItem> gateways(Inventory inventory, String tenant)
            throws ApiFailure, InterruptedException {
        try {
            return inventory.gateways(tenant);
        } catch (ApiFailure e) {
            if (e.kind() == ApiFailure.Kind.DENIED) {
                return Map.of(); // the operator's concentrators are not for this key to see
            }
            throw e;
        }
    }

    private void show(List<Difference> differences) {
        if (differences.equals(told)) {
            return;
        }
        told = differences;
        differences.stream()
                .limit(MOST_TOLD)
                .forEach(each -> log.info("ChirpStack at {} differs from the register: {}", settings, each));
        if (differences.size() > MOST_TOLD) {
            log.info("… and {} more: paka chirpstack diff", differences.size() - MOST_TOLD);
        }
    }

    private State failed(String why) {
        if (!why.equals(state.problem())) {
            log.warn("ChirpStack at {}: {}", settings, why);
        }
        State last = state;
        return new State(last.at(), last.differences(), List.of(), 0, why, last.gateways());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        Ask left;
        while ((left = asks.poll()) != null) {
            left.answer().complete(state);
        }
    }
}
