package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.profiles.cli.ProfileCommands;

/** A maker's repository entry becomes a profile, in either layout. */
class ImportTest {
    private static final String CODEC =
            "function decodeUplink(i){ return {data: {temp: i.bytes[0], humidity: i.bytes[1], fill_level: i.bytes[2], x: 1}}; }\n"
                    + "function encodeDownlink(i){ return {fPort: 3, bytes: [i.data.minutes]}; }\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path dir;

    private Path repository;
    private Path to;

    @BeforeEach
    void folders() throws IOException {
        System.setProperty("paka.product", "../..");
        repository = Files.createDirectory(dir.resolve("repository"));
        to = Files.createDirectory(dir.resolve("profiles"));
    }

    @AfterEach
    void leave() {
        System.clearProperty("paka.product");
    }

    private int run(String... args) {
        return new ProfileCommands()
                .run(
                        args,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private void file(String name, String text) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void anEntryInTheLayoutOfTheThingsNetwork() throws IOException {
        file("vendor/index.yaml", "vendors:\n  - {id: maker, name: The Maker, vendorID: 12}\n");
        file("vendor/maker/index.yaml", "endDevices: [bin]\n");
        file(
                "vendor/maker/bin.yaml",
                "name: Bin 1\ndescription: Level\nfirmwareVersions:\n  - version: '1.0'\n    profiles:\n"
                        + "      EU863-870: {id: bin-profile, codec: bin-codec}\nsensors: [temperature, pm2.5]\n"
                        + "dataSheetURL: https://example.com/bin.pdf\n");
        file(
                "vendor/maker/bin-profile.yaml",
                "macVersion: 1.0.3\nregionalParametersVersion: RP001-1.0.3-RevA\nsupportsJoin: true\nmaxEIRP: 16\n"
                        + "supports32bitFCnt: true\nsupportsClassB: false\nsupportsClassC: true\nclassCTimeout: 60\n");
        file(
                "vendor/maker/bin-codec.yaml",
                "uplinkDecoder:\n  fileName: bin.js\n  examples:\n    - description: half full\n"
                        + "      input: {fPort: 2, bytes: [20, 60, 50]}\n"
                        + "      output: {data: {temp: 20, humidity: 60, fill_level: 50, x: 1}}\n"
                        + "downlinkEncoder:\n  fileName: bin.js\n  examples:\n    - description: hourly\n"
                        + "      input: {data: {minutes: 60}}\n      output: {fPort: 3, bytes: [60]}\n");
        file("vendor/maker/bin.js", CODEC);
        String source = repository.toString();

        assertEquals(1, run("import", source, "--vendor", "maker", "--to", to.toString()));
        assertTrue(printed().contains("missing: --set entityType="), printed());
        assertTrue(printed().contains("missing: --set interval="), printed());

        int code = run(
                "import",
                source,
                "--vendor",
                "maker",
                "--device",
                "bin",
                "--to",
                to.toString(),
                "--entity-type",
                "WasteContainer",
                "--set",
                "interval=1h");
        assertEquals(0, code, printed());
        assertTrue(printed().contains("fill_level → fillLevel in %"), printed());
        assertTrue(printed().contains("x is left out"), printed());
        assertTrue(printed().contains("2 passed, 0 failed"), printed());
        assertEquals(CODEC, Files.readString(to.resolve("vendors/maker/codecs/bin.js")));
        String radio = Files.readString(to.resolve("vendors/maker/radio/class-c-eu868-1.0.3.yaml"));
        assertTrue(radio.contains("rx2Frequency: 869.525"), radio);
    }

    @Test
    void anEntryInTheLayoutOfChirpStack() throws IOException {
        file(
                "vendors/maker/vendor.toml",
                "[vendor]\nname = \"The Maker\" # ours\nvendor_id = 12\nouis = [\"24e124\"]\ndevices = [\n  \"bin.toml\",\n]\n"
                        + "[vendor.metadata]\nhomepage = \"https://example.com/\"\n");
        file(
                "vendors/maker/devices/bin.toml",
                "[device]\nname = \"Bin 1\"\ndescription = \"\"\n\n[[device.firmware]]\nversion = \"1.3\"\n"
                        + "profiles = [\"EU868-1_0_3.toml\"]\ncodec = \"bin.js\"\n");
        file(
                "vendors/maker/profiles/EU868-1_0_3.toml",
                "[profile]\nregion = \"EU868\"\nmac_version = \"1.0.3\"\nreg_params_revision = \"A\"\n"
                        + "supports_otaa = true\nsupports_class_b = false\nsupports_class_c = false\nmax_eirp = 16\n");
        file("vendors/maker/codecs/bin.js", CODEC);
        file(
                "vendors/maker/codecs/test_decode_bin.json",
                "[{\"name\":\"one\",\"input\":{\"bytes\":[20,60,50]},\"expected\":{\"data\":"
                        + "{\"temp\":20,\"humidity\":60,\"fill_level\":50,\"x\":1}}}]");
        int code = run(
                "import",
                repository.resolve("vendors/maker/devices/bin.toml").toString(),
                "--to",
                to.toString(),
                "--entity-type",
                "WasteContainer",
                "--set",
                "interval=1h");
        assertEquals(0, code, printed());
        assertTrue(printed().contains("1 passed, 0 failed"), printed());
    }
}
