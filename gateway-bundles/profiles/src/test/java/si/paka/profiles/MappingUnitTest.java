package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.DoubleNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.Value;
import si.paka.model.device.ProfileId;
import si.paka.profiles.units.Units;

/** A mapping may say in what unit the device speaks; what can't be converted is refused. */
class MappingUnitTest {
    @TempDir
    Path dir;

    private ProfileLibrary profile(String mapping) throws IOException {
        Path devices = Files.createDirectories(dir.resolve("vendors/maker/devices"));
        Files.writeString(devices.resolve("one.yaml"), """
                name: One
                entityType: AirQualityObserved
                transport: coap
                format: senml-json
                interval: 1h
                whenSilent: waits
                observations:
                  - {from: x, %s}
                """.formatted(mapping));
        return ProfileLibrary.open(List.of(Schemas.SHIPPED, dir));
    }

    private double said(double decoded, String mapping) throws IOException {
        ProfileLibrary library = profile(mapping);
        assertEquals(List.of(), library.problems());
        Mapping one = library.profile(new ProfileId("maker/one"))
                .orElseThrow()
                .mappings()
                .get(0);
        return ((Value.Quantity) one.normalise(DoubleNode.valueOf(decoded)).orElseThrow()).number();
    }

    private String refused(String mapping) throws IOException {
        List<String> problems = profile(mapping).problems();
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0).substring(problems.get(0).indexOf("one.yaml"));
    }

    @Test
    void theDevicesUnitBecomesTheTowns() throws IOException {
        assertEquals(22.5, said(72.5, "property: temperature, unit: FAH"));
        assertEquals(3.6, said(3600, "property: batteryVoltage, unit: mV"));
        assertEquals(0.55, said(55, "property: relativeHumidity, unit: P1"));
        assertEquals(21.5, said(2947, "property: temperature, scale: 0.1, unit: KEL"), 0.06);
    }

    @Test
    void scaleAndOffsetCountInTheDevicesUnit() throws IOException {
        assertEquals(0, said(220, "property: temperature, scale: 0.1, offset: 10, unit: FAH"));
    }

    @Test
    void gasesConvertAtTheEuropeanState() throws IOException {
        assertEquals(95.6, said(50, "property: no2, unit: 61"), 0.01);
        assertEquals(1.1641, said(1, "property: co, unit: ppm"), 1e-4);
        assertEquals(101.68, said(100, "property: no2, unit: GQ, reference_C: 25"), 0.01);
        assertEquals(100, said(100, "property: no2, unit: GQ"));
        assertEquals(400, said(400, "property: co2, unit: ppm"));
        assertEquals(33.25, said(10, "property: tvoc, unit: ppb, molarMass: 80"), 0.01);
    }

    @Test
    void whatCantBeIsRefusedWithWhereAndWhy() throws IOException {
        assertEquals(
                "one.yaml line 8 key observations[0].unit: found \"furlong\", expected a UN/CEFACT code or symbol of a known"
                        + " unit (docs/reference/observations.md)",
                refused("property: temperature, unit: furlong"));
        assertEquals(
                "one.yaml line 8 key observations[0].unit: found VLT (V), a voltage, expected a temperature such as CEL (°C),"
                        + " the unit of temperature",
                refused("property: temperature, unit: VLT"));
        assertEquals(
                "one.yaml line 8 key observations[0].unit: found VLT (V), expected none: tamper has no unit",
                refused("property: tamper, unit: VLT"));
        assertTrue(refused("property: pm25, unit: ppb").contains("a fraction, expected a mass concentration"));
        assertTrue(refused("property: pm25, unit: GQ, reference_C: 25").contains("expected only with a gas by mass"));
        assertTrue(refused("property: no2, reference_C: 25").contains("only understood beside unit"));
        assertTrue(refused("property: no2, unit: GQ, reference_C: 200").contains("reference_C: found 200"));
        assertTrue(refused("property: no2, unit: ppb, molarMass: 0").contains("molarMass: found 0"));
    }

    @Test
    void everyUnitOfTheVocabularyIsKnown() {
        for (PropertyDefinition property :
                ProfileLibrary.open(List.of(Schemas.SHIPPED)).properties()) {
            String unit = property.definition().unit();
            assertTrue(unit.isEmpty() || Units.find(unit).isPresent(), unit);
            assertFalse(
                    property.kind() == PropertyDefinition.Kind.ANY,
                    property.definition().property().name());
        }
    }
}
