package si.paka.adapter.lorawan.chirpstack.api;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;
import si.paka.adapter.lorawan.chirpstack.DownlinkRoute;
import si.paka.adapter.lorawan.chirpstack.ServerApi;
import si.paka.adapter.lorawan.chirpstack.SingleDownlinks;
import si.paka.model.port.MetricSource;

/** The API with all that uses it. */
final class GrpcServerApi implements ServerApi {
    private final ApiChannel channel;
    private final ApiRoute queue;
    private final StreetSwitch streets;
    private final Reconciler reconciler;
    private final BiConsumer<String, String> applications;

    /** @param applications told which application (second) each device (first) is in */
    GrpcServerApi(ApiSettings settings, Supplier<Wanted> wanted, BiConsumer<String, String> applications, Clock clock) {
        this.channel = new ApiChannel(settings);
        this.queue = new ApiRoute(channel);
        this.streets = new StreetSwitch(channel, clock);
        this.applications = applications;
        this.reconciler = new Reconciler(channel, settings, wanted, this::looked, clock);
    }

    private void looked(Present present) {
        present.devices().keySet().forEach(devEui -> applications.accept(devEui, present.application()));
        Map<String, StreetSwitch.Group> groups = new HashMap<>();
        present.groups()
                .forEach((name, group) -> groups.put(
                        name,
                        new StreetSwitch.Group(group.getId(), present.members().getOrDefault(name, Set.of()))));
        streets.use(groups);
    }

    @Override
    public void start() {
        reconciler.start();
    }

    @Override
    public DownlinkRoute queue() {
        return queue;
    }

    @Override
    public boolean takesForGroup(Downlink downlink, DownlinkProgress progress, SingleDownlinks singles) {
        return streets.takes(downlink, progress, singles);
    }

    @Override
    public String problem() {
        return reconciler.state().problem();
    }

    @Override
    public void registerChanged() {
        reconciler.registerChanged();
    }

    @Override
    public String summary() {
        return ApiViews.summary(reconciler.state());
    }

    @Override
    public Object differences(boolean apply) throws InterruptedException {
        return ApiViews.differences(ApiViews.await(reconciler.ask(apply)));
    }

    @Override
    public Object gateways() {
        return ApiViews.gateways(reconciler.state());
    }

    @Override
    public void collect(MetricSource.Sink sink) {
        ApiViews.metrics(sink, reconciler.state(), channel, queue, streets);
    }

    @Override
    public void close() {
        reconciler.close();
        streets.close();
        channel.close();
    }
}
