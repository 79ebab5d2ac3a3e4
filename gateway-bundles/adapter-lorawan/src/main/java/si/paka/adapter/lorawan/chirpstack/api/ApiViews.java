package si.paka.adapter.lorawan.chirpstack.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import si.paka.adapter.lorawan.chirpstack.wire.GatewayListItem;
import si.paka.adapter.lorawan.chirpstack.wire.GatewayState;
import si.paka.model.port.MetricSource;

/** What people and machines see of the API: figures, differences, concentrators. */
final class ApiViews {
    private static final long PATIENCE_s = 120;

    private ApiViews() {}

    static Reconciler.State await(CompletableFuture<Reconciler.State> answer) throws InterruptedException {
        try {
            return answer.get(PATIENCE_s, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalArgumentException(
                    "the comparison takes longer than " + PATIENCE_s + " s; it goes on, ask again", e);
        }
    }

    static String summary(Reconciler.State state) {
        long mendable = state.mendable();
        long offline = state.gateways().values().stream()
                .filter(each -> each.getState() == GatewayState.OFFLINE)
                .count();
        List<String> parts = new ArrayList<>();
        if (mendable > 0) {
            parts.add(mendable + " differences from the register (paka chirpstack diff)");
        }
        if (offline > 0) {
            parts.add(offline + " of " + state.gateways().size() + " concentrators offline");
        }
        return String.join(", ", parts);
    }

    static Object differences(Reconciler.State state) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("at", state.at().toString());
        view.put("problem", state.problem());
        view.put("applied", state.applied());
        List<Object> differences = new ArrayList<>();
        state.differences()
                .forEach(each -> differences.add(
                        Map.of("kind", each.kind().name(), "subject", each.subject(), "detail", each.detail())));
        view.put("differences", differences);
        view.put("notApplied", state.notApplied());
        return view;
    }

    static Object gateways(Reconciler.State state) {
        List<Object> views = new ArrayList<>();
        new TreeMap<>(state.gateways()).forEach((id, gateway) -> views.add(gateway(id, gateway)));
        return views;
    }

    private static Map<String, Object> gateway(String id, GatewayListItem gateway) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("name", gateway.getName());
        view.put("state", gateway.getState().name());
        view.put(
                "lastSeen",
                gateway.hasLastSeenAt()
                        ? Instant.ofEpochSecond(gateway.getLastSeenAt().getSeconds())
                                .toString()
                        : "");
        view.put("lat", gateway.getLocation().getLatitude());
        view.put("lon", gateway.getLocation().getLongitude());
        return view;
    }

    static void metrics(
            MetricSource.Sink sink, Reconciler.State state, ApiChannel channel, ApiRoute queue, StreetSwitch streets) {
        Map<String, String> none = Map.of();
        sink.counter("chirpstack_api_calls_total", "Calls of the server's API", none, channel.calls());
        sink.counter("chirpstack_api_failures_total", "Calls that failed", none, channel.failures());
        sink.gauge(
                "chirpstack_api_differences",
                "Differences from the register that can be applied",
                none,
                state.mendable());
        sink.counter("chirpstack_queue_flushes_total", "Queues flushed before a newer state", none, queue.flushed());
        sink.counter(
                "chirpstack_queue_flushes_skipped_total",
                "Queues not flushed since they held items of others",
                none,
                queue.notFlushed());
        sink.counter("chirpstack_multicasts_total", "Streets switched by one multicast", none, streets.multicasts());
        sink.counter(
                "chirpstack_multicast_spared_total", "Single downlinks spared by multicasts", none, streets.replaced());
        for (GatewayState each :
                new GatewayState[] {GatewayState.NEVER_SEEN, GatewayState.ONLINE, GatewayState.OFFLINE}) {
            long count = state.gateways().values().stream()
                    .filter(gateway -> gateway.getState() == each)
                    .count();
            sink.gauge(
                    "chirpstack_gateways",
                    "Concentrators of the tenant by state",
                    Map.of("state", each.name().toLowerCase(java.util.Locale.ROOT)),
                    count);
        }
    }
}
