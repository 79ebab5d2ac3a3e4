package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.MessageKind;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.port.MessageDecoder.Result;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;

/** From a profile's list {@code derive} to the entity. */
class DerivedEndToEndTest {
    private static final CodecHost CODECS = new CodecHost(CodecLimits.DEFAULT);

    @AfterAll
    static void stop() {
        CODECS.close();
    }

    private static ProfileLibrary library(Path dir, String type, String body) throws IOException {
        Path devices = dir.resolve("vendors/maker/devices");
        Files.createDirectories(devices);
        Files.writeString(
                devices.resolve("odd.yaml"),
                "name: Odd\nentityType: " + type + "\ntransport: coap\nformat: senml-json\ninterval: 1h\n"
                        + "whenSilent: nothing\n" + body);
        return ProfileLibrary.open(List.of(Schemas.SHIPPED, dir));
    }

    private static final String CONTAINER = """
            observations:
              - {from: d, property: distance, unit: cm}
              - {from: t, property: temperature, unit: °F}
            derive:
              - {kind: container-fill, deadZone_m: 0.2}
              - {kind: container-fire}
            """;

    private static Result.Decoded decode(ProfileLibrary library, Device device, String senml) {
        return assertInstanceOf(
                Result.Decoded.class,
                new Normaliser(() -> library, CODECS).decode(device, Given.senml(MessageKind.DATA, senml), 3));
    }

    @Test
    void whatIsDerivedIsInTheEntityAndItsSettingsAreNot(@TempDir Path dir) throws IOException {
        ProfileLibrary library = library(dir, "WasteContainer", CONTAINER);
        assertEquals(List.of(), library.problems());
        Device device = Given.device("maker/odd", Map.of("containerHeight_m", "2", "binColor", "green"));
        List<Observation> observations = decode(library, device, "[{'n':'d','v':250},{'n':'t','v':72.5}]")
                .observations();
        JsonNode entity = new ObjectMapper()
                .readTree(new NgsiLdEntities(() -> library, () -> "")
                        .toEntity("velenje", device, observations, Given.AT, OptionalLong.of(1)));
        assertEquals(0, entity.at("/fillingLevel/value").asDouble());
        assertEquals("OUT_OF_RANGE", entity.at("/fillingLevel/quality/value").asText());
        assertEquals(
                "distance is 2.5 m, expected at most 2 m to the floor; check containerHeight_m, sensorOffset_m and the"
                        + " mounting",
                entity.at("/fillingLevel/quality/reason/value").asText());
        assertEquals("green", entity.at("/binColor/value").asText());
        assertFalse(entity.has("containerHeight_m"));
        assertEquals("72.5 °F", observations.get(1).said());
        assertEquals(22.5, Life.number(observations.get(1)), 1e-6);
    }

    @Test
    void aDeviceThatLacksASettingIsNotApproved(@TempDir Path dir) throws IOException {
        ProfileLibrary library = library(dir, "WasteContainer", CONTAINER);
        NgsiLdEntities entities = new NgsiLdEntities(() -> library, () -> "");
        assertEquals(
                List.of("containerHeight_m is missing; the profile derives values with it (container-fill)"),
                entities.problems(Given.device("maker/odd", Map.of())));
        assertEquals(
                List.of(
                        "containerHeight_m: found \"high\", expected a number 0.1..20",
                        "containerShape: found \"egg\", expected one of [box, cone, cylinder-lying,"
                                + " cylinder-standing, trapezoid]"),
                entities.problems(
                        Given.device("maker/odd", Map.of("containerHeight_m", "high", "containerShape", "egg"))));
    }

    @Test
    void whatIsWrongInTheListIsToldWithItsPlace(@TempDir Path dir) throws IOException {
        String body = "observations:\n  - {from: d, property: distance}\nderive:\n  - ";
        assertEquals(
                "found \"2 m\", expected a number 0.1..20",
                problem(dir, body + "{kind: container-fill, height_m: 2 m}\n"));
        assertEquals(
                "is not known here, expected one of [drop, below]", problem(dir, body + "{kind: emptying, rise: 2}\n"));
        assertEquals("is missing", problem(dir, body + "{kind: counter, from: pulseCount}\n"));
    }

    private static String problem(Path dir, String body) throws IOException {
        List<String> problems = library(dir, "WasteContainer", body).problems();
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0).replaceAll("^.*odd.yaml line 1\\d key derive\\[0\\]\\.\\w+: ", "");
    }

    @Test
    void aFewPeopleLeaveNoTraceInTheEntity(@TempDir Path dir) throws IOException {
        ProfileLibrary library = library(dir, "CrowdFlowObserved", """
                observations:
                  - {from: in, property: peopleIn}
                derive:
                  - {kind: crowd-floor}
                """);
        assertEquals(List.of(), library.problems());
        Device device = Given.device("maker/odd", Map.of());
        List<Observation> observations =
                decode(library, device, "[{'n':'in','v':3}]").observations();
        assertEquals(Quality.SUPPRESSED, observations.get(0).quality());
        String entity = new String(new NgsiLdEntities(() -> library, () -> "")
                .toEntity("velenje", device, observations, Given.AT, OptionalLong.of(1)));
        assertFalse(entity.contains("people"), entity);
        Device raw = new Device(
                device.id(),
                device.address(),
                device.profile(),
                device.asset(),
                device.name(),
                device.owner(),
                device.operator(),
                device.jurisdiction(),
                new Consent(Consent.Scope.OPEN, true, Given.AT, "ana"),
                device.location(),
                Map.of(),
                Given.AT,
                "ana");
        assertEquals(
                List.of(
                        "raw is true, expected false: the raw payload tells of fewer people than may leave the cabinet"),
                new NgsiLdEntities(() -> library, () -> "").problems(raw));
    }

    @Test
    void whatWasMeasuredLongBeforeItWasReceivedIsStale(@TempDir Path dir) throws IOException {
        ProfileLibrary library = library(dir, "WasteContainer", CONTAINER);
        Device device = Given.device("maker/odd", Map.of("containerHeight_m", "2"));
        List<Observation> observations = decode(library, device, "[{'n':'t','v':50,'t':-100000},{'n':'t','v':51}]")
                .observations();
        assertEquals(Quality.STALE, observations.get(0).quality());
        assertEquals(
                "measured more than 24 h before it was received",
                observations.get(0).doubt());
    }
}
