package si.paka.profiles;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import si.paka.model.device.ProfileInfo;

/**
 * One device profile, read from its file.
 *
 * @param codec the codec's file, if its payloads need one
 * @param battery how its battery level is told, if not as a value like any other
 * @param commands how its commands are told to it, by name
 * @param variables for the codec
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
        Map<Integer, String> ports) {}
