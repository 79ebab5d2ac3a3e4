package si.paka.adapter.lorawan.chirpstack;

import java.time.Clock;
import java.util.Optional;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;
import si.paka.adapter.lorawan.NetworkEvents;
import si.paka.adapter.lorawan.NetworkServer;
import si.paka.adapter.lorawan.RadioHealth;

/** An operator's ChirpStack as the rest of this room sees it. Safe from any thread. */
final class ChirpStackServer implements NetworkServer {
    private final ChirpStackClient client;
    private final Marshaler marshaler;
    private final Applications applications;
    private final Downlinks downlinks;
    private final Optional<ServerApi> api;
    private final EventCounts counts;
    private final Clock clock;
    private final RadioBook radio = new RadioBook();
    private final DownlinkLog history = new DownlinkLog();

    /** @param api empty if only the broker is known */
    ChirpStackServer(
            ChirpStackClient client,
            Marshaler marshaler,
            Applications applications,
            Optional<ServerApi> api,
            EventCounts counts,
            Clock clock) {
        this.client = client;
        this.marshaler = marshaler;
        this.applications = applications;
        this.api = api;
        this.counts = counts;
        this.clock = clock;
        BrokerRoute broker = new BrokerRoute(applications, client, marshaler);
        this.downlinks = new Downlinks(
                api.<DownlinkRoute>map(server -> new EitherRoute(server.queue(), broker))
                        .orElse(broker),
                clock);
    }

    @Override
    public String name() {
        return "chirpstack";
    }

    @Override
    public void start(NetworkEvents events) {
        client.start(new EventReader(events, marshaler, applications, downlinks, radio, counts, clock));
        api.ifPresent(ServerApi::start);
    }

    @Override
    public boolean serves(String devEui) {
        return applications.find(devEui).isPresent();
    }

    @Override
    public void send(Downlink downlink, DownlinkProgress progress) {
        DownlinkProgress followed = history.follow(downlink, progress, clock.instant());
        boolean taken = api.isPresent() && api.get().takesForGroup(downlink, followed, downlinks);
        if (!taken) {
            downlinks.send(downlink, followed);
        }
    }

    @Override
    public String problem() {
        String broker = client.problem();
        String server = api.map(ServerApi::problem).orElse("");
        return broker.isEmpty() || server.isEmpty() ? broker + server : broker + "; API: " + server;
    }

    @Override
    public Optional<RadioHealth> radioHealth(String devEui) {
        return radio.find(devEui);
    }

    DownlinkLog history() {
        return history;
    }

    Downlinks downlinks() {
        return downlinks;
    }

    @Override
    public void close() {
        api.ifPresent(ServerApi::close);
        client.close();
        downlinks.close("the connection to ChirpStack was closed");
    }
}
