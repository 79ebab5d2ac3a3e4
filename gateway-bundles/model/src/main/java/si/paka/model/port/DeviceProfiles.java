package si.paka.model.port;

import java.util.List;
import java.util.Optional;
import si.paka.model.device.ProfileId;
import si.paka.model.device.ProfileInfo;

/** The device profiles in force. Served by {@code profiles}; safe from any thread. */
public interface DeviceProfiles {
    Optional<ProfileInfo> find(ProfileId id);

    /** All, ordered by id. */
    List<ProfileInfo> list();
}
