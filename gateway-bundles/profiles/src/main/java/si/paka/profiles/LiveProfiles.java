package si.paka.profiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.Property;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.Vocabulary;

/**
 * The profiles in force while files come, change and go in the home's own folder: it is looked at every two seconds, on a thread of
 * its own. Safe from any thread; who asks twice may get two libraries, each whole.
 */
public final class LiveProfiles implements DeviceProfiles, Supplier<ProfileLibrary>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LiveProfiles.class);
    private static final long LOOK_ns = 2_000_000_000L;
    private static final int MOST_FILES = 10_000;

    private final List<Path> folders;
    private final Path own;
    private final Runnable changed;
    private final Thread thread = new Thread(this::loop, "paka-profiles-watch");
    private Map<Path, String> seen;
    private volatile ProfileLibrary library;
    private volatile boolean running = true;

    /**
     * @param shipped read once
     * @param own the folder that is looked at
     * @param changed called after new files are in force, on the watching thread
     */
    public LiveProfiles(Path shipped, Path own, Runnable changed) {
        this.folders = List.of(shipped, own);
        this.own = own;
        this.changed = changed;
        this.seen = look();
        this.library = ProfileLibrary.open(folders);
        thread.setDaemon(true);
    }

    /** Begins to watch. */
    public LiveProfiles start() {
        thread.start();
        return this;
    }

    private void loop() {
        while (running) {
            LockSupport.parkNanos(this, LOOK_ns);
            if (running) {
                try {
                    lookOnce();
                } catch (RuntimeException e) { // one bad file must not end the watch
                    log.error("{} could not be read again: {}", own, e.toString());
                }
            }
        }
    }

    /** Reads again if a file came, changed or went. */
    void lookOnce() {
        Map<Path, String> now = look();
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        library = library.reread(folders);
        changed.run();
        log.info(
                "profiles read again: {} in force, {} problems",
                library.list().size(),
                library.problems().size());
    }

    private Map<Path, String> look() {
        Map<Path, String> files = new TreeMap<>();
        if (Files.isDirectory(own)) {
            try (Stream<Path> all = Files.walk(own, 5)) {
                for (Path file :
                        (Iterable<Path>) all.filter(Files::isRegularFile).limit(MOST_FILES)::iterator) {
                    files.put(file, Files.getLastModifiedTime(file) + " " + Files.size(file));
                }
            } catch (IOException | UncheckedIOException e) { // a file went while looking: next time
                log.debug("{} is changing: {}", own, e.toString());
            }
        }
        return files;
    }

    @Override
    public ProfileLibrary get() {
        return library;
    }

    @Override
    public Optional<ProfileInfo> find(ProfileId id) {
        return library.find(id);
    }

    @Override
    public List<ProfileInfo> list() {
        return library.list();
    }

    /** What the properties of the profiles in force mean. */
    public Vocabulary vocabulary() {
        return new Vocabulary() {
            @Override
            public Optional<Definition> find(Property property) {
                return library.vocabulary().find(property);
            }

            @Override
            public List<Definition> list() {
                return library.vocabulary().list();
            }
        };
    }

    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
    }
}
