package si.paka.profiles;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import si.paka.profiles.units.Unit;
import si.paka.profiles.units.Units;

/** The page {@code docs/reference/observations.md}, written from the vocabulary, the entity types and the units. */
final class ObservationsPage {
    private static final String HEAD = """
            # Observations, entity types and units

            Generated from `device-profiles/observations`, `device-profiles/entities` and the table of units; the build fails if it is stale.
            Write it anew with

            ```
            ./mvnw -pl gateway-bundles/profiles -am test -Dtest=ObservationsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dpaka.regenerate=true
            ```

            A device profile maps what its device says to these properties. A property has one unit in the whole town, whatever the device speaks
            (the mapping's `unit` converts); a value outside the range keeps flowing, marked. Ratios are 0..1, shown in percent. "In the entity" is the
            attribute of the NGSI-LD entity; where a type has another, it is told; `a.b` is the key `b` within the object `a`. A type that is not
            named there gets the attribute as an additional one.

            What has no model of its own (soil, water, tilt, doors, contacts, chargers, gas and heat meters) is a `Device`, with the attributes named
            here beside the model's; its `controlledProperty` follows from what the profile observes. A type of your own is one more file in
            `etc/profiles/entities`; a property of your own stands in the profile's list `properties`.

            """;

    private ObservationsPage() {}

    static String write() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (Path file : files("observations")) {
            properties(page, file);
        }
        types(page);
        units(page);
        return page.toString();
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Schemas.SHIPPED.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }

    private static void properties(StringBuilder page, Path file) throws IOException {
        page.append("## ").append(name(file)).append("\n\n");
        page.append("| property | in the entity | unit | range | pomen | meaning |\n|---|---|---|---|---|---|\n");
        for (JsonNode property : Schemas.yaml(file).path("properties")) {
            row(
                    page,
                    "`" + property.path("name").asText() + "`",
                    attributes(property),
                    unit(property),
                    range(property),
                    words(property, "sl"),
                    words(property, "en"));
        }
        page.append('\n');
    }

    private static void row(StringBuilder page, String... cells) {
        page.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String words(JsonNode property, String language) {
        return "**" + property.path(language).asText() + "**: "
                + property.path("meaning_" + language).asText();
    }

    private static String attributes(JsonNode property) {
        List<String> cells = new ArrayList<>();
        cells.add(attribute(property) + values(property));
        List<String> types = new ArrayList<>();
        property.path("entityTypes").forEach(type -> types.add(type.asText()));
        property.path("entities").properties().forEach(one -> types.remove(one.getKey()));
        if (!types.isEmpty()) {
            cells.set(0, cells.get(0) + " (" + String.join(", ", types) + ")");
        }
        Map<String, List<String>> others = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : property.path("entities").properties()) {
            String unit = one.getValue().path("unit").asText();
            String said =
                    attribute(one.getValue()) + values(one.getValue()) + (unit.isEmpty() ? "" : " in " + shown(unit));
            others.computeIfAbsent(said, s -> new ArrayList<>()).add(one.getKey());
        }
        others.forEach((said, named) -> cells.add(said + " (" + String.join(", ", named) + ")"));
        return String.join("; ", cells);
    }

    private static String attribute(JsonNode place) {
        String member = place.path("member").asText();
        return "`" + place.path("attribute").asText() + (member.isEmpty() ? "" : "." + member) + "`";
    }

    private static String values(JsonNode place) {
        List<String> words = new ArrayList<>();
        place.path("values").forEach(word -> {
            if (!words.contains(word.asText())) {
                words.add(word.asText());
            }
        });
        return words.isEmpty() ? "" : ": " + String.join(", ", words);
    }

    private static String unit(JsonNode property) {
        String code = property.path("unit").asText();
        if (code.isEmpty()) {
            return property.path("kind").asText("");
        }
        String symbol = property.path("symbol").asText();
        return code.equals("C62") && property.has("scale")
                ? "C62, 0..1"
                : code + (symbol.isEmpty() ? "" : " " + symbol);
    }

    private static String shown(String code) {
        return Units.find(code).map(Unit::symbol).orElse(code);
    }

    private static String range(JsonNode property) {
        return property.has("minimum") || property.has("maximum")
                ? property.path("minimum").asText() + ".."
                        + property.path("maximum").asText()
                : "";
    }

    private static void types(StringBuilder page) throws IOException {
        page.append(
                "## Entity types\n\nWhat a type needs besides what is measured: *required* comes from the register, without it a device is not"
                        + " approved; the rest is optional there.\n\n");
        page.append(
                "| type | model | required | relationships | follows by itself | pomen | meaning |\n|---|---|---|---|---|---|---|\n");
        for (Path file : files("entities")) {
            JsonNode type = Schemas.yaml(file);
            List<String> itself = new ArrayList<>();
            itself.addAll(names(type.path("dates")));
            itself.addAll(names(type.path("derived")));
            type.path("defaults")
                    .properties()
                    .forEach(one ->
                            itself.add(one.getKey() + " (" + one.getValue().asText() + ")"));
            List<String> required = new ArrayList<>();
            type.path("required").forEach(one -> required.add(one.asText()));
            row(
                    page,
                    "`" + name(file) + "`",
                    type.path("model").asText(),
                    String.join(", ", required),
                    String.join(", ", names(type.path("relationships"))),
                    String.join(", ", itself),
                    type.path("meaning_sl").asText(),
                    type.path("meaning_en").asText());
        }
        page.append('\n');
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void units(StringBuilder page) {
        page.append("""
                ## Units

                A mapping's `unit` is the code or symbol of what the codec gives, after `scale` and `offset`. Units of one line convert into each other.
                Gases also convert between a share of the air (ppm, ppb) and a mass per volume: at 20 °C and 101.3 kPa, the state that the European
                directive states gases at, with the molar mass told by the property (or by the mapping, in g/mol). A mass that the device states at
                another state says so with `reference_C` (and `reference_kPa`, 101.325 unless told), e.g. `{unit: GQ, reference_C: 25}`.

                | quantity | units: code (symbol) |
                |---|---|
                """);
        Map<String, List<String>> quantities = new TreeMap<>();
        for (Unit unit : Units.list()) {
            quantities.computeIfAbsent(unit.quantity(), q -> new ArrayList<>()).add(unit.toString());
        }
        quantities.forEach((quantity, units) -> row(page, quantity, String.join(", ", units)));
        page.append("\n| gas | molar mass in g/mol |\n|---|---|\n");
        for (PropertyDefinition property :
                ProfileLibrary.open(List.of(Schemas.SHIPPED)).properties()) {
            property.molarMass()
                    .ifPresent(mass -> row(page, "`" + property.definition().property() + "`", Double.toString(mass)));
        }
    }
}
