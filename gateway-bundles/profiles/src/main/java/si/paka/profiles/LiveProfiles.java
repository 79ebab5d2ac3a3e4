package si.paka.profiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
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
    private final Consumer<Set<Path>> changed;
    private final Thread thread = new Thread(this::loop, "paka-profiles-watch");
    private Map<Path, String> seen;
    private volatile ProfileLibrary library;
    private volatile boolean running = true;

    /**
     * @param shipped read once
     * @param own the folder that is looked at
     * @param changed told of the codecs whose files came, changed or went, or whose profiles did; on the watching thread, after new
     *     profiles are in force
     */
    public LiveProfiles(Path shipped, Path own, Consumer<Set<Path>> changed) {
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
        Set<Path> files = differing(seen, now);
        seen = now;
        ProfileLibrary before = library;
        library = before.reread(folders);
        changed.accept(codecs(files, List.of(before, library)));
        log.info(
                "profiles read again: {} in force, {} problems",
                library.list().size(),
                library.problems().size());
    }

    private static Set<Path> differing(Map<Path, String> before, Map<Path, String> now) {
        Set<Path> files = new TreeSet<>(before.keySet());
        files.addAll(now.keySet());
        files.removeIf(file -> Objects.equals(before.get(file), now.get(file)));
        return files;
    }

    private static Set<Path> codecs(Set<Path> files, List<ProfileLibrary> libraries) {
        Set<Path> codecs = new TreeSet<>();
        for (Path file : files) {
            if (file.toString().endsWith(".js")) {
                codecs.add(file.normalize());
            }
        }
        for (ProfileLibrary library : libraries) {
            for (DeviceProfile profile : library.profiles()) {
                if (files.contains(profile.file())) {
                    profile.codec().ifPresent(codecs::add);
                }
            }
        }
        return codecs;
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
