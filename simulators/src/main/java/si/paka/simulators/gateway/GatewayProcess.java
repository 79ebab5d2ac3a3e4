package si.paka.simulators.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A gateway that runs as its own process, started and ended from here. */
public final class GatewayProcess implements AutoCloseable {
    private static final Duration STOP = Duration.ofSeconds(8);

    private final Product product;
    private final Path home;
    private final Process process;
    private Optional<GatewayApi> prober = Optional.empty();

    private GatewayProcess(Product product, Path home, Process process) {
        this.product = product;
        this.home = home;
        this.process = process;
    }

    /**
     * Starts {@code bin/paka run}. Its console goes to {@code <home>/log/console.txt}.
     *
     * @param settings what is passed by {@code --set}
     */
    public static GatewayProcess start(Product product, Path home, Map<String, String> settings) throws IOException {
        Files.createDirectories(home.resolve("log"));
        Files.deleteIfExists(home.resolve("data/web.port"));
        List<String> command = new ArrayList<>(List.of(
                product.executable().toString(),
                "run",
                "--home",
                home.toAbsolutePath().toString()));
        settings.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(console(home).toFile()))
                .start();
        return new GatewayProcess(product, home, process);
    }

    /**
     * Waits until the page answers.
     *
     * @return how long that took from now
     * @throws IOException if the process ended or the time is over
     */
    public Duration awaitReady(Duration atMost) throws IOException {
        long begin = System.nanoTime();
        boolean ready = Await.until(atMost, () -> !process.isAlive() || isReady());
        if (!ready || !process.isAlive()) {
            throw new IOException("the gateway " + (process.isAlive() ? "was not ready after " + atMost : "ended")
                    + "; see " + console(home));
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The page's address, once it is known. */
    public Optional<URI> page() {
        Path port = home.resolve("data/web.port");
        try {
            String text = Files.exists(port) ? Files.readString(port).strip() : "";
            return text.isEmpty() ? Optional.empty() : Optional.of(URI.create("https://localhost:" + text));
        } catch (IOException e) {
            return Optional.empty(); // it is being written just now
        }
    }

    public GatewayApi api() {
        return new GatewayApi(page().orElseThrow(() -> new IllegalStateException("the gateway has no page yet")));
    }

    /** Runs {@code bin/paka <words> --home <home>} and waits for it. */
    public CommandResult command(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(product.executable().toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--home", home.toAbsolutePath().toString()));
        Process cli = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(cli.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new CommandResult(cli.waitFor(), output);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it ends, for whatever reason. */
    public void awaitEnd() throws InterruptedException {
        process.waitFor();
    }

    public Path home() {
        return home;
    }

    /** Ends it as a power failure does: SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        join(STOP);
    }

    /** Asks it to stop and does not wait. */
    public void askToStop() {
        process.destroy();
    }

    /** Asks it to stop and returns how long that took; kills it when it doesn't. */
    public Duration stop() {
        long begin = System.nanoTime();
        process.destroy();
        if (!join(STOP)) {
            kill();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        stop();
    }

    private boolean isReady() {
        if (prober.isEmpty()) {
            prober = page().map(GatewayApi::new);
        }
        return prober.map(GatewayApi::answers).orElse(false);
    }

    private boolean join(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private static Path console(Path home) {
        return home.resolve("log/console.txt");
    }

    /** What a command said, and its exit code. */
    public record CommandResult(int code, String output) {}
}
