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
 * @param writes what a command writes to LwM2M resources, by command name
 */
record DeviceProfile(
        ProfileInfo info,
        Path file,
        Optional<Path> codec,
        List<Mapping> mappings,
        Map<String, List<WriteSpec>> writes,
        Map<String, String> variables) {

    /** One resource that a command writes: the value itself, or whether it is more than nothing. */
    record WriteSpec(String path, boolean asFlag) {}
}
