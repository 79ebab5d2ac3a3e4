package si.paka.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts Felix from the product's folder of bundles, which was resolved at build time. Settings come first, the component
 * runtime last, so that every component starts once and with its settings.
 */
final class Launcher {
    private static final Logger log = LoggerFactory.getLogger(Launcher.class);
    private static final String CONFIG_ADMIN = "org.apache.felix.configadmin";
    private static final String CORE = "si.paka.core";
    private static final String COMPONENT_RUNTIME = "org.apache.felix.scr";
    private static final long STOP_PATIENCE_ms = 4_500;

    private final Path product;
    private final RunOptions options;

    Launcher(Path product, RunOptions options) {
        this.product = product;
        this.options = options;
    }

    /** Runs until the process is told to stop. Returns the exit code. */
    int run() throws IOException, InterruptedException {
        Path home = options.home();
        prepare(home);
        try (HomeLock lock = HomeLock.take(home)) {
            return run(home);
        }
    }

    private int run(Path home) throws IOException, InterruptedException {
        Framework framework = newFramework(home);
        try {
            framework.init();
            List<Bundle> bundles = install(framework.getBundleContext());
            start(bundles);
            framework.start();
        } catch (BundleException e) {
            log.error("Paka could not start: {}", e.getMessage(), e);
            System.err.println("paka: could not start: " + e.getMessage() + "; see " + home.resolve("log/paka.log"));
            return 1;
        }
        stopWithProcess(framework, ClassArchive.start(home));
        ClassArchive.endTraining();
        log.info("Paka {} runs from {} with home {}", options.version(), product, home);
        framework.waitForStop(0);
        return 0;
    }

    private static void prepare(Path home) throws IOException {
        for (String folder : List.of("etc", "etc/rules", "etc/profiles", "log")) {
            Files.createDirectories(home.resolve(folder));
        }
        for (String folder : List.of("data", "keys")) { // accounts, payloads and keys are nobody else's business
            Path own = Files.createDirectories(home.resolve(folder));
            if (own.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
            }
        }
    }

    private Framework newFramework(Path home) throws IOException {
        Map<String, String> config = new HashMap<>();
        Properties fixed = new Properties();
        try (var in = Launcher.class.getResourceAsStream("framework.properties")) {
            fixed.load(in);
        }
        fixed.forEach((key, value) -> config.put(key.toString(), value.toString()));
        config.put(Constants.FRAMEWORK_STORAGE, home.resolve("data/osgi").toString());
        config.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        config.put("paka.home", home.toString());
        config.put("paka.version", options.version());
        config.put("paka.profiles.dir", product.resolve("device-profiles").toString());
        config.put("paka.settings", options.settingsAsText());
        return ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(config);
    }

    private List<Bundle> install(BundleContext context) throws IOException, BundleException {
        List<Path> files;
        try (Stream<Path> all = Files.list(product.resolve("bundles"))) {
            files = all.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Path file : files) {
            bundles.add(context.installBundle("reference:" + file.toUri()));
        }
        return bundles;
    }

    private static void start(List<Bundle> bundles) throws BundleException {
        start(bundles, CONFIG_ADMIN);
        start(bundles, CORE);
        for (Bundle bundle : bundles) {
            boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
            if (!fragment && !COMPONENT_RUNTIME.equals(bundle.getSymbolicName())) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
        start(bundles, COMPONENT_RUNTIME);
    }

    private static void start(List<Bundle> bundles, String name) throws BundleException {
        for (Bundle bundle : bundles) {
            if (name.equals(bundle.getSymbolicName())) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    private static void stopWithProcess(Framework framework, Optional<ClassArchive> archive) {
        Thread hook = new Thread(
                () -> {
                    try {
                        log.info("Paka stops");
                        archive.ifPresent(ClassArchive::close);
                        framework.stop();
                        framework.waitForStop(STOP_PATIENCE_ms);
                        log.info("Paka has stopped");
                    } catch (BundleException e) {
                        log.error("Paka did not stop cleanly", e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "paka-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }
}
