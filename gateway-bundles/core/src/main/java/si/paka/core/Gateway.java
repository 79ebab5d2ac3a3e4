package si.paka.core;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.core.aggregate.AggregateAdapter;
import si.paka.core.aggregate.AggregatePost;
import si.paka.core.aggregate.Aggregates;
import si.paka.core.aggregate.CarParks;
import si.paka.core.alarm.AlarmBook;
import si.paka.core.alarm.DeviceWatch;
import si.paka.core.command.Adapters;
import si.paka.core.command.Arbiter;
import si.paka.core.command.DecisionBook;
import si.paka.core.command.DecisionLoop;
import si.paka.core.command.Dispatcher;
import si.paka.core.command.Grants;
import si.paka.core.command.NamedCommands;
import si.paka.core.command.OverrideBook;
import si.paka.core.command.RemoteDesk;
import si.paka.core.command.RequestLog;
import si.paka.core.cycle.GatewayCycle;
import si.paka.core.cycle.GatewayThread;
import si.paka.core.feed.JournalFeed;
import si.paka.core.feed.Sequences;
import si.paka.core.ingest.MessageIngest;
import si.paka.core.ingest.Progress;
import si.paka.core.ingest.Recovery;
import si.paka.core.register.DeviceBook;
import si.paka.core.twin.TwinState;
import si.paka.model.AssetId;
import si.paka.model.DeviceId;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.decision.Rule;
import si.paka.model.device.Device;
import si.paka.model.journal.History;
import si.paka.model.journal.Journal;
import si.paka.model.journal.StateStore;
import si.paka.model.port.CommandEncoder;
import si.paka.model.port.DeviceAdapter;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.EntityMapper;
import si.paka.model.port.MessageDecoder;
import si.paka.model.port.SiteRegistry;
import si.paka.model.port.Twins;

/** Puts the path together: ingest → twin → decisions → commands, and journal → uplink feed. Knows no OSGi. */
public final class Gateway implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Gateway.class);
    private static final int LANES = 2;
    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(1);
    private static final Duration TWIN_MEMORY = Duration.ofDays(7);

    /** Everything the gateway is made with. */
    public record Parts(
            String town,
            Clock clock,
            Journal journal,
            StateStore store,
            History history,
            DeviceProfiles profiles,
            MessageDecoder decoder,
            CommandEncoder encoder,
            EntityMapper entities,
            SiteRegistry site,
            Supplier<List<Rule>> rules,
            Adapters adapters,
            List<String> grants) {}

    private final Parts parts;
    private final Ledger ledger;
    private final TwinState twin = new TwinState();
    private final Sequences sequences;
    private final DeviceBook register;
    private final JournalFeed feed;
    private final GatewayThread thread;
    private final Progress progress = new Progress(LANES);
    private final MessageIngest ingest;
    private final DecisionBook decisions = new DecisionBook();
    private final OverrideBook overrides;
    private final AlarmBook alarms;
    private final RemoteDesk remote;
    private final Dispatcher dispatcher;
    private final DecisionLoop loop;
    private final GatewayCycle cycle;
    private final NamedCommands named;
    private final Aggregates aggregates;
    private final AggregatePost aggregatePost;
    private final Recovery recovery;
    private final List<Consumer<Twins.Change>> listeners = new CopyOnWriteArrayList<>();
    private volatile long recorded;
    private long checkpointed;
    private Instant nextCheckpoint = Instant.EPOCH;

    public Gateway(Parts parts) {
        this.parts = parts;
        Clock clock = parts.clock();
        StateStore store = parts.store();
        ledger = new Ledger(parts.journal(), clock);
        sequences = new Sequences(store);
        register = new DeviceBook(store, parts.profiles(), parts.entities(), ledger);
        feed = new JournalFeed(parts.journal(), register, parts.entities(), sequences, parts.town());
        recovery = new Recovery(parts.journal(), store, sequences);
        thread = new GatewayThread(clock, this::turn);
        alarms = new AlarmBook(store, ledger, () -> tell(new Twins.Change.AlarmsChanged()));
        overrides = new OverrideBook(store, register, parts.profiles(), ledger, clock, this::decideSoon);
        DeviceWatch watch = new DeviceWatch(parts.profiles(), alarms);
        remote = new RemoteDesk(
                clock,
                thread::execute,
                new Grants(parts.grants()),
                this::findDeviceOrAsset,
                overrides,
                decisions,
                new RequestLog(store),
                ledger);
        aggregates = new Aggregates(
                parts.profiles(),
                new CarParks(store, ledger, () -> parts.site().current().zone()),
                message -> aggregatePost().offer(message));
        Adapters adapters = withAggregates(new AggregateAdapter(aggregates, thread::execute, clock));
        dispatcher =
                new Dispatcher(register, parts.encoder(), adapters, thread::execute, (device, outcome) -> decideSoon());
        loop = new DecisionLoop(
                parts.rules(),
                overrides,
                remote,
                new Arbiter(parts.site()::floor),
                decisions,
                ledger,
                dispatcher,
                target -> tell(new Twins.Change.DecisionChanged(target)));
        cycle = new GatewayCycle(
                twin,
                register,
                parts.profiles(),
                parts.journal(),
                sequences,
                loop,
                watch,
                progress,
                parts.rules(),
                this::changed,
                this::noteRecorded);
        ingest = new MessageIngest(parts.journal(), register, parts.decoder(), thread, this::heard, progress);
        aggregatePost = new AggregatePost(ingest);
        named = new NamedCommands(register, parts.profiles(), parts.encoder(), adapters, ledger, clock);
        register.onChange(this::registerChanged);
    }

    private AggregatePost aggregatePost() {
        return aggregatePost;
    }

    private Adapters withAggregates(DeviceAdapter own) {
        return transport -> transport == own.transport()
                ? Optional.of(own)
                : parts.adapters().find(transport);
    }

    private void changed(DeviceTwin twinNow) {
        aggregates.heard(twinNow.device());
        tell(new Twins.Change.DeviceChanged(twinNow));
    }

    /** Takes up what an earlier run left, then starts. */
    public void start() {
        Recovery.Found found = recovery.scan();
        recorded = found.end();
        rememberTwins();
        aggregates.register(register.list());
        aggregatePost.start();
        thread.start();
        ingest.start(found.unfinished(), found.accepted());
        log.info(
                "{} devices, {} messages of the last run to finish",
                register.list().size(),
                found.unfinished().size());
    }

    private void rememberTwins() {
        Instant now = parts.clock().instant();
        for (Device device : register.list()) {
            List<Observation> latest =
                    parts.history().list(device.id(), Optional.empty(), now.minus(TWIN_MEMORY), now.plusSeconds(1), 40);
            for (Observation observation : latest) {
                twin.apply(device.id(), List.of(observation), observation.observedAt());
            }
        }
    }

    private void turn(Instant now, List<si.paka.core.ingest.Processed> batch, boolean tick) {
        cycle.run(now, batch, tick);
        if (tick) {
            aggregates.look(twin.snapshot(now));
        }
        if (tick && !now.isBefore(nextCheckpoint)) {
            nextCheckpoint = now.plus(CHECKPOINT_EVERY);
            checkpoint();
        }
    }

    private void checkpoint() {
        long before = checkpointed;
        long finished = progress.finishedUpTo(recorded);
        if (finished > before) {
            checkpointed = finished;
            var numbers = recovery.prepare(before, finished);
            parts.journal().synced(finished).thenRun(numbers);
        }
    }

    private void noteRecorded(long position) {
        recorded = position;
        parts.journal().synced(position).thenRun(feed::wake);
    }

    private void heard(Device device, boolean restarted, Map<String, Double> facts, Instant at) {
        thread.execute(() -> {
            tell(new Twins.Change.DeviceChanged(twin.apply(device.id(), List.of(), at)));
            if (restarted) {
                dispatcher.tellAgain(device.id());
                cycle.decideSoon();
            }
        });
    }

    private void decideSoon() {
        thread.execute(cycle::decideSoon);
    }

    private void registerChanged() {
        thread.execute(() -> {
            twin.list().stream()
                    .map(known -> known.device())
                    .filter(id -> register.find(id).isEmpty())
                    .forEach(twin::forget);
            aggregates.register(register.list());
            cycle.decideSoon();
        });
        tell(new Twins.Change.RegisterChanged());
    }

    /** Finds a device by its id or by the asset it is mounted on. */
    public Optional<Device> findDeviceOrAsset(String name) {
        try {
            Optional<Device> device = register.find(new DeviceId(name));
            if (device.isPresent()) {
                return device;
            }
            AssetId asset = new AssetId(name);
            return register.list().stream()
                    .filter(one -> one.asset().equals(asset))
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not the shape of a name: there is no such device
        }
    }

    private void tell(Twins.Change change) {
        for (Consumer<Twins.Change> listener : listeners) {
            listener.accept(change);
        }
    }

    public AutoCloseable listen(Consumer<Twins.Change> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public Ledger ledger() {
        return ledger;
    }

    public TwinState twin() {
        return twin;
    }

    public DeviceBook register() {
        return register;
    }

    public JournalFeed feed() {
        return feed;
    }

    public MessageIngest ingest() {
        return ingest;
    }

    public DecisionBook decisions() {
        return decisions;
    }

    public OverrideBook overrides() {
        return overrides;
    }

    public AlarmBook alarms() {
        return alarms;
    }

    public RemoteDesk remote() {
        return remote;
    }

    public NamedCommands commands() {
        return named;
    }

    public GatewayThread thread() {
        return thread;
    }

    public DecisionLoop loop() {
        return loop;
    }

    public GatewayCycle cycle() {
        return cycle;
    }

    public Progress progress() {
        return progress;
    }

    @Override
    public void close() {
        aggregatePost.close();
        ingest.close();
        thread.close();
        checkpoint();
    }
}
