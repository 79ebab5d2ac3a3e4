package si.paka.profiles.importing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;

/**
 * A device as a repository publishes it, in our words.
 *
 * @param vendor id, {@code [a-z0-9-]}
 * @param vendorFacts keys of vendor.yaml
 * @param device id, {@code [a-z0-9-]}
 * @param facts keys of the device file: name, description, hardware, firmware, datasheet, sensors
 * @param radio keys of the radio file
 * @param codec its codec's file
 * @param examples in our form, but for {@code profile} and {@code observations}
 */
public record PublishedDevice(
        String vendor,
        ObjectNode vendorFacts,
        String device,
        ObjectNode facts,
        ObjectNode radio,
        Path codec,
        List<ObjectNode> examples) {
    public PublishedDevice {
        examples = List.copyOf(examples);
    }
}
