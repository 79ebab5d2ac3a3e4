package si.paka.core.settings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the settings to ConfigurationAdmin: first the files in {@code etc}, then what the command line set. The launcher
 * starts this bundle before the component runtime, so that components see their settings when they first start.
 */
public final class SettingsActivator implements BundleActivator {
    private static final Logger log = LoggerFactory.getLogger(SettingsActivator.class);

    @Override
    public void start(BundleContext context) throws IOException {
        new ComponentWatch(context).start();
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        Path home =
                Path.of(Optional.ofNullable(context.getProperty("paka.home")).orElse("paka-home"));
        Map<String, Dictionary<String, Object>> settings = SettingFiles.read(home.resolve("etc"));
        String commandLine =
                Optional.ofNullable(context.getProperty("paka.settings")).orElse("");
        commandLine.lines().forEach(line -> take(line, settings));
        for (Map.Entry<String, Dictionary<String, Object>> entry : settings.entrySet()) {
            configuration(admin, entry.getKey()).update(entry.getValue());
        }
        log.info("settings for {}", settings.keySet());
    }

    private static void take(String line, Map<String, Dictionary<String, Object>> settings) {
        int at = line.indexOf('=');
        String key = line.substring(0, at);
        Optional<String> pid = SettingKeys.pid(key);
        if (pid.isEmpty()) {
            log.error("--set {}: no component has a setting of this name; it is not used", key);
            return;
        }
        settings.computeIfAbsent(pid.get(), p -> new Hashtable<>()).put(key, line.substring(at + 1));
    }

    /** {@code <pid>~<name>} names one of several configurations of a factory. */
    private static Configuration configuration(ConfigurationAdmin admin, String pid) throws IOException {
        int tilde = pid.indexOf('~');
        return tilde < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, tilde), pid.substring(tilde + 1), "?");
    }

    @Override
    public void stop(BundleContext context) {
        // ConfigurationAdmin forgets at the next start: its storage is cleaned, the files are the truth
    }
}
