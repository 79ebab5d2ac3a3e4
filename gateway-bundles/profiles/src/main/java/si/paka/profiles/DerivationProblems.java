package si.paka.profiles;

import java.util.ArrayList;
import java.util.List;
import si.paka.model.device.Device;
import si.paka.profiles.derive.Derivations;

/** What speaks against approving a device for the sake of what is derived of it. */
final class DerivationProblems {
    private DerivationProblems() {}

    static List<String> of(DeviceProfile profile, Device device) {
        List<String> problems =
                new ArrayList<>(Derivations.problems(profile.plan().specs(), device.attributes()));
        if (device.consent().raw() && Derivations.hidesPeople(profile.plan().specs())) {
            problems.add(
                    "raw is true, expected false: the raw payload tells of fewer people than may leave the cabinet");
        }
        return problems;
    }
}
