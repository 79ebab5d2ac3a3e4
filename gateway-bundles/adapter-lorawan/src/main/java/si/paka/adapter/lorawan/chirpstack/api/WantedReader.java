package si.paka.adapter.lorawan.chirpstack.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import si.paka.adapter.lorawan.chirpstack.api.Wanted.WantedDevice;
import si.paka.adapter.lorawan.chirpstack.api.Wanted.WantedGroup;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfile;
import si.paka.adapter.lorawan.chirpstack.wire.MacVersion;
import si.paka.adapter.lorawan.chirpstack.wire.RegParamsRevision;
import si.paka.adapter.lorawan.chirpstack.wire.Region;
import si.paka.model.DeviceId;
import si.paka.model.Site;
import si.paka.model.Transport;
import si.paka.model.access.LorawanKeys;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;
import si.paka.model.device.RadioProfile;
import si.paka.model.device.RadioProfile.DeviceClass;

/** Says how the server should look, from the cabinet's register, profiles and site. */
final class WantedReader {
    private static final int STATUS_REQUESTS_PER_DAY = 1;
    private static final int CLASS_C_TIMEOUT_s = 10;

    private final String cabinet;
    private final String application;
    private final Map<String, GroupKeys> groups;
    private final Function<ProfileId, Optional<ProfileInfo>> profiles;
    private final Function<String, Optional<LorawanKeys>> secrets;
    private final boolean withSecrets;

    /**
     * @param groups by street
     * @param secrets by DevEUI
     * @param withSecrets whether devices whose keys the cabinet holds live at this server too; else they are the built-in server's
     */
    WantedReader(
            String cabinet,
            String application,
            Map<String, GroupKeys> groups,
            Function<ProfileId, Optional<ProfileInfo>> profiles,
            Function<String, Optional<LorawanKeys>> secrets,
            boolean withSecrets) {
        this.cabinet = cabinet;
        this.application = application;
        this.groups = Map.copyOf(groups);
        this.profiles = profiles;
        this.secrets = secrets;
        this.withSecrets = withSecrets;
    }

    Wanted read(List<Device> register, Site site) {
        Map<String, DeviceProfile> needed = new HashMap<>();
        List<WantedDevice> devices = new ArrayList<>();
        Map<DeviceId, Device> here = new HashMap<>();
        for (Device device : register) {
            Optional<RadioProfile> radio =
                    livesHere(device) ? profiles.apply(device.profile()).flatMap(ProfileInfo::radio) : Optional.empty();
            if (radio.isPresent()) {
                String profile = "Paka " + device.profile();
                needed.computeIfAbsent(profile, name -> profile(name, device.profile(), radio.get()));
                devices.add(wanted(device, profile));
                here.put(device.id(), device);
            }
        }
        return new Wanted(application, needed, devices, groups(site, here));
    }

    private boolean livesHere(Device device) {
        return device.address().transport() == Transport.LORAWAN
                && (withSecrets || secrets.apply(device.address().value()).isEmpty());
    }

    private WantedDevice wanted(Device device, String profile) {
        Map<String, String> tags = Map.of(
                "paka-cabinet", cabinet,
                "paka-device", device.id().value(),
                "paka-asset", device.asset().value(),
                "paka-owner", device.owner());
        String name = device.name().isBlank() ? device.id().value() : device.name(); // the server wants one
        return new WantedDevice(
                device.address().value(),
                name,
                profile,
                tags,
                secrets.apply(device.address().value()));
    }

    private DeviceProfile profile(String name, ProfileId id, RadioProfile radio) {
        long interval_s = profiles.apply(id)
                .map(info -> info.expectedInterval().toSeconds())
                .orElse(0L);
        return DeviceProfile.newBuilder()
                .setName(name)
                .setDescription("Made by Paka from its device profile " + id)
                .setRegion(Region.EU868)
                .setMacVersion(macVersion(radio.macVersion()))
                .setRegParamsRevision(revision(radio.regionalParameters()))
                .setAdrAlgorithmId("default")
                .setFlushQueueOnActivate(true) // a level from before a restart may be old
                .setUplinkInterval((int) interval_s)
                .setDeviceStatusReqInterval(STATUS_REQUESTS_PER_DAY)
                .setSupportsOtaa(radio.supportsJoin())
                .setSupportsClassB(radio.deviceClass() == DeviceClass.B)
                .setSupportsClassC(radio.deviceClass() == DeviceClass.C)
                .setClassCTimeout(radio.classCTimeout().orElse(CLASS_C_TIMEOUT_s))
                .putTags("paka-profile", id.value())
                .build();
    }

    private static MacVersion macVersion(String text) {
        return switch (text) {
            case "1.0.0" -> MacVersion.LORAWAN_1_0_0;
            case "1.0.1" -> MacVersion.LORAWAN_1_0_1;
            case "1.0.2" -> MacVersion.LORAWAN_1_0_2;
            case "1.0.4" -> MacVersion.LORAWAN_1_0_4;
            case "1.1.0", "1.1" -> MacVersion.LORAWAN_1_1_0;
            default -> MacVersion.LORAWAN_1_0_3;
        };
    }

    /** {@code RP002-1.0.3}, or the letter of the older documents, e.g. {@code 1.0.2-B}. */
    private static RegParamsRevision revision(String text) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
        for (RegParamsRevision each : RegParamsRevision.values()) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return name.endsWith("B") ? RegParamsRevision.B : RegParamsRevision.A;
    }

    private List<WantedGroup> groups(Site site, Map<DeviceId, Device> here) {
        List<WantedGroup> wanted = new ArrayList<>();
        for (Site.Street street : site.streets()) {
            GroupKeys keys = groups.get(street.id());
            Set<String> members = new HashSet<>();
            street.luminaires().stream()
                    .filter(here::containsKey)
                    .forEach(id -> members.add(here.get(id).address().value()));
            if (keys != null && !members.isEmpty()) {
                wanted.add(new WantedGroup("paka-" + cabinet + "-" + street.id(), keys, members));
            }
        }
        return wanted;
    }
}
