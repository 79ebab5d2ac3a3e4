package si.paka.profiles;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import si.paka.model.device.RadioProfile;
import si.paka.model.device.RadioProfile.DeviceClass;
import si.paka.model.device.RadioProfile.Window;

/** Reads {@code vendors/<vendor>/radio/<name>.yaml}. */
final class RadioFile {
    private RadioFile() {}

    static RadioProfile read(YamlNode root) throws ProfileException {
        return new RadioProfile(
                DeviceClass.valueOf(root.text("class")),
                root.text("macVersion"),
                root.text("regionalParameters"),
                root.text("region"),
                root.flag("supportsJoin", true),
                root.flag("supports32BitCounter", true),
                root.findNumber("maxEIRP"),
                root.findNumber("maxDutyCycle"),
                root.findInt("rx1Delay"),
                root.findInt("rx1DataRateOffset"),
                window(root.findInt("rx2DataRate"), root.findNumber("rx2Frequency")),
                root.numbers("factoryFrequencies"),
                root.findInt("pingSlotPeriod"),
                window(root.findInt("pingSlotDataRate"), root.findNumber("pingSlotFrequency")),
                root.findInt("classBTimeout"),
                root.findInt("classCTimeout"));
    }

    private static Optional<Window> window(OptionalInt dataRate, OptionalDouble frequency) {
        return dataRate.isEmpty() && frequency.isEmpty()
                ? Optional.empty()
                : Optional.of(new Window(dataRate, frequency));
    }
}
