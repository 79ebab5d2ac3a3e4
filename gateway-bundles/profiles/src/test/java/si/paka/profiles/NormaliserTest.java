package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.port.MessageDecoder.Result;
import si.paka.profiles.codec.CodecHost;
import si.paka.profiles.codec.CodecLimits;

class NormaliserTest {
    private static final ProfileLibrary SHIPPED = ProfileLibrary.open(List.of(Schemas.SHIPPED));
    private static final CodecHost CODECS = new CodecHost(CodecLimits.DEFAULT);
    private static final Normaliser NORMALISER = new Normaliser(() -> SHIPPED, CODECS);

    @AfterAll
    static void stop() {
        CODECS.close();
    }

    private static Result decode(String profile, DeviceMessage message) {
        return NORMALISER.decode(Given.device("paka-reference/" + profile, Map.of()), message, 7);
    }

    private static List<Observation> observations(String profile, DeviceMessage message) {
        return assertInstanceOf(Result.Decoded.class, decode(profile, message)).observations();
    }

    private static String code(Result result) {
        return assertInstanceOf(Result.Rejected.class, result).code();
    }

    @Test
    void aRawReportBecomesObservationsInTheTownsUnits() {
        Observation fill =
                observations("waste-container", Given.raw(2, "34007b005b")).get(0);
        assertEquals("fillLevel", fill.property().name());
        assertEquals(Value.of(0.52), fill.value());
        assertEquals(Given.AT, fill.observedAt());
        assertEquals("7:fillLevel", fill.id());
        assertEquals(Quality.GOOD, fill.quality());
    }

    @Test
    void doubtfulValuesKeepFlowingMarked() {
        Observation fill =
                observations("waste-container", Given.raw(2, "69007b005b")).get(0);
        assertEquals(Value.of(1.05), fill.value());
        assertEquals(Quality.OUT_OF_RANGE, fill.quality());
    }

    @Test
    void whatItsNetworkSaysOfTheBatteryIsOnTheVocabularysScale() {
        DeviceMessage status =
                Given.senml(MessageKind.STATUS, "[{'n':'battery','u':'%EL','v':87.5},{'n':'margin','u':'dB','v':9}]");
        Observation battery = observations("waste-container", status).get(0);
        assertEquals("batteryLevel", battery.property().name());
        assertEquals(Value.of(0.875), battery.value());
        assertEquals(List.of(), observations("luminaire", status));
    }

    @Test
    void everyRefusalHasAStableCode() {
        assertEquals("no-profile", code(NORMALISER.decode(Given.device("no/such", Map.of()), Given.raw(2, ""), 1)));
        assertEquals("no-codec", code(decode("luminaire", Given.raw(2, "00"))));
        assertEquals("codec-error", code(decode("waste-container", Given.raw(2, "00"))));
        assertEquals("bad-senml", code(decode("luminaire", Given.senml(MessageKind.DATA, "[{'n':1}]"))));
        assertEquals("nothing-known", code(decode("luminaire", Given.senml(MessageKind.DATA, "[{'n':'x','v':1}]"))));
    }

    @Test
    void aValueOfTheWrongKindIsLeftOutWithARemark(@TempDir Path dir) throws IOException {
        Path vendor = dir.resolve("vendors/maker");
        Files.createDirectories(vendor.resolve("devices"));
        Files.createDirectories(vendor.resolve("codecs"));
        Files.writeString(vendor.resolve("devices/odd.yaml"), """
                name: Odd
                entityType: WasteContainer
                transport: coap
                format: raw
                codec: odd.js
                interval: 1h
                whenSilent: waits
                observations:
                  - {from: a.b, property: fillLevel}
                  - {from: t, property: tilt}
                  - {from: temperature, property: temperature}
                """);
        Files.writeString(
                vendor.resolve("codecs/odd.js"),
                "function decodeUplink(i){return {data:{a:{b:'full'},t:1,temperature:null},warnings:['old firmware']}}");
        ProfileLibrary library = ProfileLibrary.open(List.of(Schemas.SHIPPED, dir));
        assertEquals(List.of(), library.problems());
        Result.Decoded decoded = assertInstanceOf(
                Result.Decoded.class,
                new Normaliser(() -> library, CODECS)
                        .decode(Given.device("maker/odd", Map.of()), Given.raw(1, "00"), 1));
        assertEquals(
                List.of(Value.of(true)),
                decoded.observations().stream().map(Observation::value).toList());
        assertEquals(List.of("old firmware", "a.b is \"full\", which is no fillLevel"), decoded.warnings());
    }
}
