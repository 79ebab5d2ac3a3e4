package si.paka.profiles;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import si.paka.model.device.ProfileInfo;
import si.paka.profiles.derive.DerivationPlan;

/**
 * One device profile, read from its file.
 *
 * @param codec the codec's file, if its payloads need one
 * @param battery how its battery level is told, if not as a value like any other
 * @param commands how its commands are told to it, by name
 * @param variables for the codec
 * @param derived what may be derived beside what it maps
 * @param plan how its values are judged by earlier ones, and what is derived of them
 * @param ports LoRaWAN ports it sends on, with what is sent there; empty if the profile does not tell
 */
record DeviceProfile(
        ProfileInfo info,
        Path file,
        Optional<Path> codec,
        List<Mapping> mappings,
        Optional<BatteryCurve> battery,
        Map<String, CommandEncoding.Command> commands,
        Map<String, String> variables,
        Map<Integer, String> ports,
        List<PropertyDefinition> derived,
        DerivationPlan plan) {

    /** All that its entities may show: what it maps, and what is derived of it. */
    List<Mapping> emitted() {
        List<Mapping> emitted = new ArrayList<>(mappings);
        derived.forEach(one -> emitted.add(new Mapping("", one, 1, 0, "", Map.of())));
        return emitted;
    }
}
