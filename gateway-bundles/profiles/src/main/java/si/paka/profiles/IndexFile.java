package si.paka.profiles;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import si.paka.model.Property;
import si.paka.profiles.derive.AirIndexTable;

/** Reads {@code air-quality/<version>.yaml}, one version of an air quality index. */
final class IndexFile {
    private IndexFile() {}

    static AirIndexTable read(YamlNode root) throws ProfileException {
        List<String> levels = new ArrayList<>();
        for (YamlNode level : root.list("classes")) {
            levels.add(level.text("name"));
        }
        Map<Property, AirIndexTable.Band> bands = new HashMap<>();
        for (YamlNode band : root.list("pollutants")) {
            List<Double> upTo = band.numbers("upTo");
            if (upTo.size() != levels.size() - 1) {
                throw band.wrong(
                        "upTo",
                        "found " + upTo.size() + " bounds, expected " + (levels.size() - 1) + " for " + levels.size()
                                + " classes");
            }
            bands.put(
                    new Property(band.text("property")),
                    new AirIndexTable.Band(
                            band.text("mean").equals("hour")
                                    ? AirIndexTable.Averaging.HOUR
                                    : AirIndexTable.Averaging.DAY,
                            upTo));
        }
        return new AirIndexTable(root.text("version"), levels, bands);
    }
}
