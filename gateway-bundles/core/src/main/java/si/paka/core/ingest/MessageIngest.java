package si.paka.core.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import si.paka.core.cycle.GatewayThread;
import si.paka.core.register.DeviceBook;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceMessage;
import si.paka.model.device.Device;
import si.paka.model.journal.Journal;
import si.paka.model.journal.JournalEntry;
import si.paka.model.journal.JournalFullException;
import si.paka.model.journal.JournalRecord;
import si.paka.model.port.Ingest;
import si.paka.model.port.IngestRefusedException;
import si.paka.model.port.MessageDecoder;
import si.paka.model.port.Receipt;

/** Start of the path: who is it, have we had it, write it down, hand it to the codec. */
public final class MessageIngest implements Ingest, AutoCloseable {
    private static final long PATIENCE_ms = 2_000;
    private static final CompletableFuture<String> NOTHING_TO_SAY = CompletableFuture.completedFuture("");

    /** Told of life signs, on the caller's thread. */
    public interface LifeSigns {
        void heard(Device device, boolean restarted, Map<String, Double> facts, Instant at);
    }

    private final Journal journal;
    private final DeviceBook register;
    private final DecodeWorkers workers;
    private final LifeSigns lifeSigns;
    private final Progress progress;
    private final RecentMessages recent = new RecentMessages();
    private final Object[] lanes;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder keptAside = new LongAdder();

    public MessageIngest(
            Journal journal,
            DeviceBook register,
            MessageDecoder decoder,
            GatewayThread gateway,
            LifeSigns lifeSigns,
            Progress progress) {
        this.journal = journal;
        this.register = register;
        this.lifeSigns = lifeSigns;
        this.progress = progress;
        this.workers = new DecodeWorkers(progress.lanes(), decoder, gateway);
        this.lanes = new Object[progress.lanes()];
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = new Object();
        }
    }

    /** Starts decoding, first what a former run had accepted but not finished. */
    public void start(List<JournalEntry> unfinished, List<JournalEntry> seen) {
        for (JournalEntry entry : seen) {
            if (entry.record() instanceof JournalRecord.Accepted was) {
                recent.remember(was.message(), entry.position());
            }
        }
        workers.start();
        for (JournalEntry entry : unfinished) {
            if (entry.record() instanceof JournalRecord.Accepted was) {
                register.find(was.message().source()).ifPresent(device -> {
                    progress.accepting(workers.lane(device));
                    workers.submit(device, entry.position(), was.message(), new CompletableFuture<>());
                });
            }
        }
    }

    @Override
    public CompletableFuture<Receipt> accept(DeviceMessage message) {
        Device device = register.find(message.source()).orElse(null);
        if (device == null) {
            keptAside.increment();
            register.noteWaiting(message.source(), "", message.receivedAt(), true);
            return CompletableFuture.completedFuture(new Receipt(Receipt.Kind.KEPT_ASIDE, NOTHING_TO_SAY));
        }
        int lane = workers.lane(device);
        if (!workers.awaitRoom(lane, PATIENCE_ms)) {
            return refuse("the gateway is busy decoding " + progress.undone() + " messages; send it again later");
        }
        CompletableFuture<String> decoded = new CompletableFuture<>();
        long position;
        synchronized (lanes[lane]) { // the order in the journal is the order of decoding
            OptionalLong before = recent.find(message);
            if (before.isPresent()) {
                duplicates.increment();
                return journal.synced(before.getAsLong())
                        .thenApply(done -> new Receipt(Receipt.Kind.DUPLICATE, NOTHING_TO_SAY));
            }
            progress.accepting(lane);
            try {
                position = journal.append(new JournalRecord.Accepted(message));
            } catch (JournalFullException e) {
                progress.givenUp(lane);
                return refuse(e.getMessage());
            }
            recent.remember(message, position);
            workers.submit(device, position, message, decoded);
        }
        accepted.increment();
        return journal.synced(position).thenApply(done -> new Receipt(Receipt.Kind.STORED, decoded));
    }

    private CompletableFuture<Receipt> refuse(String why) {
        refused.increment();
        return CompletableFuture.failedFuture(new IngestRefusedException(why));
    }

    @Override
    public void heard(DeviceAddress source, String hint, boolean restarted, Map<String, Double> facts, Instant at) {
        register.find(source)
                .ifPresentOrElse(
                        device -> lifeSigns.heard(device, restarted, facts, at),
                        () -> register.noteWaiting(source, hint, at, false));
    }

    public Map<String, Long> counters() {
        return Map.of(
                "messages_accepted_total", accepted.sum(),
                "messages_duplicate_total", duplicates.sum(),
                "messages_refused_total", refused.sum(),
                "messages_kept_aside_total", keptAside.sum());
    }

    @Override
    public void close() {
        workers.close();
    }
}
