package si.paka.adapter.lorawan.chirpstack.api;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiConsumer;
import si.paka.adapter.lorawan.chirpstack.ServerApi;
import si.paka.adapter.lorawan.chirpstack.Tls;
import si.paka.model.access.Credentials;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;
import si.paka.model.port.SiteRegistry;

/** Opens the API. */
public final class ApiFactory {
    private ApiFactory() {}

    /** The settings as they are written. */
    public record Place(
            Path home,
            String url,
            String key,
            String keyFile,
            Tls tls,
            String tenant,
            String application,
            String mode,
            String devices,
            String groups) {
        @Override
        public String toString() {
            return url; // never the key
        }
    }

    /**
     * Checks the settings; connects with the first call.
     *
     * @param applications told which application (second) each device (first) is in
     * @throws IllegalArgumentException naming key, value and what is accepted
     */
    public static ServerApi open(
            Place place,
            String cabinet,
            DeviceRegister register,
            DeviceProfiles profiles,
            SiteRegistry site,
            Credentials credentials,
            BiConsumer<String, String> applications,
            Clock clock) {
        ApiSettings settings = ApiSettings.of(
                place.home(),
                place.url(),
                place.key(),
                place.keyFile(),
                place.tls(),
                place.tenant(),
                place.application(),
                place.mode(),
                place.devices(),
                place.groups());
        Map<String, GroupKeys> groups = settings.groups().map(GroupFile::read).orElse(Map.of());
        WantedReader reader = new WantedReader(
                cabinet,
                settings.application(),
                groups,
                profiles::find,
                credentials::findLorawan,
                settings.allDevices());
        return new GrpcServerApi(settings, () -> reader.read(register.list(), site.current()), applications, clock);
    }
}
