package si.paka.model.port;

import java.util.List;
import java.util.Optional;
import si.paka.model.device.LorawanRadio;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;

/** The device profiles in force. Served by {@code profiles}; safe from any thread. */
public interface DeviceProfiles {
    Optional<ProfileInfo> find(ProfileId id);

    /** The radio of a LoRaWAN profile; empty if the profile is not known or says nothing of it. */
    default Optional<LorawanRadio> findLorawan(ProfileId id) {
        return Optional.empty();
    }

    /** All, ordered by id. */
    List<ProfileInfo> list();
}
