package si.paka.core.internal;

import java.nio.file.Path;
import java.time.Instant;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import si.paka.model.AssetId;
import si.paka.model.port.CabinetInfo;

/** Which cabinet this is, from settings. */
@Component(configurationPid = "si.paka.cabinet")
@Designate(ocd = CabinetComponent.Config.class)
public final class CabinetComponent implements CabinetInfo {
    /** Settings. */
    @ObjectClassDefinition(name = "Cabinet")
    public @interface Config {
        @AttributeDefinition(description = "Town, [A-Za-z0-9-]{1,64}; part of every topic and entity id")
        String town() default "town";

        @AttributeDefinition(description = "Cabinet, [A-Za-z0-9-]{1,64}; part of every topic")
        String cabinet() default "cabinet";
    }

    private final String town;
    private final String cabinet;
    private final String version;
    private final Path home;
    private final Instant startedAt = Instant.now();

    @Activate
    public CabinetComponent(BundleContext context, Config config) {
        town = name("town", config.town());
        cabinet = name("cabinet", config.cabinet());
        version = context.getProperty("paka.version") == null ? "unknown" : context.getProperty("paka.version");
        String where = context.getProperty("paka.home");
        home = Path.of(where == null ? "paka-home" : where).toAbsolutePath();
    }

    private static String name(String key, String value) {
        try {
            return new AssetId(value).value(); // names of towns and cabinets have the same form
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " is \"" + value + "\", expected [A-Za-z0-9-]{1,64}", e);
        }
    }

    @Override
    public String town() {
        return town;
    }

    @Override
    public String cabinet() {
        return cabinet;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Path home() {
        return home;
    }
}
