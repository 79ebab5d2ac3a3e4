package si.paka.profiles.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Radio facts in our words. */
final class Radios {
    /** Second receive window where a repository leaves it to the region: data rate, MHz (RP002-1.0.4, chapter 2). */
    private static final Map<String, double[]> RX2 = Map.of(
            "EU868", new double[] {0, 869.525},
            "EU433", new double[] {0, 434.665},
            "US915", new double[] {8, 923.3},
            "AU915", new double[] {8, 923.3},
            "AS923", new double[] {2, 923.2},
            "IN865", new double[] {2, 866.55},
            "KR920", new double[] {0, 921.9},
            "RU864", new double[] {0, 869.1},
            "CN470", new double[] {0, 505.3},
            "CN779", new double[] {0, 786.0});

    private static final Map<String, String> REGIONS = Map.of(
            "EU863-870", "EU868",
            "EU433", "EU433",
            "US902-928", "US915",
            "AU915-928", "AU915",
            "AS923", "AS923",
            "IN865-867", "IN865",
            "KR920-923", "KR920",
            "RU864-870", "RU864",
            "CN470-510", "CN470",
            "CN779-787", "CN779");

    private Radios() {}

    /** Of The Things Network's name for a channel plan. */
    static String region(String name) {
        return REGIONS.getOrDefault(name, name);
    }

    /** @param deviceClass A, B or C */
    static ObjectNode radio(String deviceClass, String mac, String parameters, String region) {
        ObjectNode radio = new ObjectMapper().createObjectNode();
        radio.put("class", deviceClass);
        radio.put("macVersion", mac.matches("1\\.[01]") ? mac + ".0" : mac);
        radio.put("regionalParameters", parameters);
        radio.put("region", region);
        return radio;
    }

    /** What class C must say and a repository leaves to the region. */
    static void complete(ObjectNode radio) {
        double[] rx2 = RX2.get(radio.path("region").asText().replaceFirst("-\\d$", ""));
        if (radio.path("class").asText().equals("C") && rx2 != null) {
            if (!radio.has("rx2DataRate")) {
                radio.put("rx2DataRate", (int) rx2[0]);
            }
            if (!radio.has("rx2Frequency")) {
                radio.put("rx2Frequency", rx2[1]);
            }
        }
    }

    static void copy(JsonNode from, String name, ObjectNode to, String as) {
        JsonNode value = from.path(name);
        if (!value.isMissingNode() && !value.isNull()) {
            to.set(as, value);
        }
    }

    /** A network server's short name of a revision in full. */
    static String parameters(String mac, String revision) {
        if (revision.startsWith("RP") || revision.startsWith("TS")) {
            return revision;
        }
        return switch (mac) {
            case "1.0.0" -> "TS001-1.0";
            case "1.0.1" -> "TS001-1.0.1";
            case "1.0.2" -> revision.equals("B") ? "RP001-1.0.2-RevB" : "RP001-1.0.2";
            case "1.0.3" -> "RP001-1.0.3-RevA";
            case "1.1.0" -> revision.equals("B") ? "RP001-1.1-RevB" : "RP001-1.1-RevA";
            default -> "RP002-1.0.3";
        };
    }
}
