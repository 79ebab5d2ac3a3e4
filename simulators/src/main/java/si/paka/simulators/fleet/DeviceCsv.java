package si.paka.simulators.fleet;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.TreeSet;

/** Writes devices as {@code paka device import} reads them. */
public final class DeviceCsv {
    private static final String COLUMNS =
            "id,transport,address,profile,asset,name,owner,operator,jurisdiction,consent,raw,lat,lon";

    private DeviceCsv() {}

    /** @param consent {@code none}, {@code internal} or {@code open}, for all of them */
    public static String write(List<SimDevice> devices, String consent) {
        TreeSet<String> attributes = new TreeSet<>();
        devices.forEach(device -> attributes.addAll(device.attributes().keySet()));
        StringJoiner header = new StringJoiner(",").add(COLUMNS);
        attributes.forEach(name -> header.add("attr." + name));
        StringBuilder csv = new StringBuilder(header.add("psk.identity").add("psk.key") + "\n");
        for (SimDevice device : devices) {
            csv.append(line(device, consent, attributes)).append('\n');
        }
        return csv.toString();
    }

    private static String line(SimDevice device, String consent, TreeSet<String> attributes) {
        StringJoiner line = new StringJoiner(",")
                .add(device.id())
                .add(device.kind().transport())
                .add(device.address())
                .add(device.kind().profile())
                .add(device.id())
                .add(device.name())
                .add("MOV")
                .add("MOV")
                .add("municipal")
                .add(consent)
                .add("false")
                .add(degrees(device.latitude()))
                .add(degrees(device.longitude()));
        attributes.forEach(name -> line.add(device.attributes().getOrDefault(name, "")));
        return line.add(device.psk().isEmpty() ? "" : device.address())
                .add(device.psk())
                .toString();
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }
}
