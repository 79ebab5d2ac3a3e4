package si.paka.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the class-data archive that later starts use, once this start has gone well: a second gateway with an empty home and free
 * ports loads the same classes, writes the archive as it ends, and is gone. So neither the running gateway nor its stop ever waits
 * for it. It has the lowest priority, and ends with the gateway.
 */
final class ClassArchive implements AutoCloseable {
    /** Where {@code bin/paka} wants the archive; unset if there is one, or none is wanted. */
    static final String WANTED = "paka.archive";
    /** Set in the gateway that only loads classes: how long it runs, in milliseconds. */
    static final String TRAINING = "paka.training_ms";

    private static final Logger log = LoggerFactory.getLogger(ClassArchive.class);
    private static final long AFTER_s = 20;
    private static final long AT_MOST_s = 300;
    private static final int TRAINING_ms = 6_000;
    private static final List<String> PORTS =
            List.of("web.port", "lwm2m.coap.port", "lwm2m.coaps.port", "coap.port", "coaps.port");

    private final Path archive;
    private final Path home;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::make, "paka-class-archive");
    private volatile Process training;

    private ClassArchive(Path archive, Path home) {
        this.archive = archive;
        this.home = home;
        thread.setDaemon(true);
    }

    /** Begins to make it, if {@code bin/paka} asked for one. */
    static Optional<ClassArchive> start(Path home) {
        String wanted = System.getProperty(WANTED, "");
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        ClassArchive made = new ClassArchive(Path.of(wanted), home.resolve("data/training"));
        made.thread.start();
        return Optional.of(made);
    }

    private void make() {
        Path fresh = archive.resolveSibling(archive.getFileName() + ".new");
        try {
            if (stopped.await(AFTER_s, TimeUnit.SECONDS)) {
                return;
            }
            remove(home);
            Files.createDirectories(home);
            Process process = train(fresh);
            training = process;
            if (stopped.getCount() > 0 && process.waitFor(AT_MOST_s, TimeUnit.SECONDS) && Files.isRegularFile(fresh)) {
                Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE);
                log.info("class-data archive made: the next start is quicker");
            } else if (stopped.getCount() > 0) {
                log.warn("the class-data archive could not be made; starts take a little longer");
            }
        } catch (IOException e) {
            log.warn("the class-data archive could not be made: {}; starts take a little longer", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private Process train(Path fresh) throws IOException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/nice"))) {
            command.addAll(List.of("/usr/bin/nice", "-n", "19"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags(fresh));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "run"));
        command.addAll(List.of("--home", home.toString(), "--set", "lorawan.udp.port=off"));
        PORTS.forEach(port -> command.addAll(List.of("--set", port + "=0")));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(List.of("PATH", "LANG", "TZ"));
        return builder.start();
    }

    /** The flags of this gateway, since an archive fits only those it was made with; the log goes to the training's own home. */
    private List<String> flags(Path fresh) {
        List<String> flags = new ArrayList<>();
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            boolean ours = flag.startsWith("-D" + WANTED + "=") || flag.startsWith("-Dpaka.log=");
            if (!ours && !flag.startsWith("-agentlib") && !flag.startsWith("-XX:StartFlightRecording")) {
                flags.add(flag);
            }
        }
        flags.add("-Dpaka.log=" + home.resolve("log"));
        flags.add("-D" + TRAINING + "=" + TRAINING_ms);
        flags.add("-XX:ArchiveClassesAtExit=" + fresh);
        return flags;
    }

    /** In the training gateway: ends it by itself, or with the gateway that started it. */
    static void endTraining() {
        Integer length_ms = Integer.getInteger(TRAINING);
        if (length_ms == null) {
            return;
        }
        Thread end = new Thread(
                () -> {
                    CountDownLatch orphaned = new CountDownLatch(1);
                    ProcessHandle.current()
                            .parent()
                            .ifPresent(parent -> parent.onExit().thenRun(orphaned::countDown));
                    try {
                        if (orphaned.await(length_ms, TimeUnit.MILLISECONDS)) {
                            Runtime.getRuntime().halt(1);
                        }
                        System.exit(0);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "paka-training-end");
        end.setDaemon(true);
        end.start();
    }

    private void end() {
        Process process = training;
        if (process != null) {
            process.destroyForcibly();
        }
        remove(home);
    }

    private static void remove(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            log.debug("{} is left: {}", folder, e.toString());
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        Process process = training;
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
