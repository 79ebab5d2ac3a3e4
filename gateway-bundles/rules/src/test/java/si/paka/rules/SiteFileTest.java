package si.paka.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.Site;
import si.paka.model.decision.DimmingLevel;

class SiteFileTest {
    private static final String GOOD = """
            place: {lat: 46.36, lon: 15.11}
            timeZone: Europe/Ljubljana
            streets:
              - id: kidriceva
                name: Kidričeva cesta
                luminaires: [lamp-1, lamp-2]
                detectors: [lamp-1]
                schedule: {on: sunset-10m, off: "06:00"}
                levels: {design: 80, quiet: 30, floor: 10}
                quietPeriod: 90s
            crossings:
              - {id: prehod-1, luminaires: [lamp-1], detectors: [lamp-1], hold: 30s}
            """;

    @TempDir
    Path dir;

    private Site read(String text) throws IOException, SiteException {
        return SiteFile.read(Files.writeString(dir.resolve("site.yaml"), text));
    }

    private String problemWith(String text) {
        return assertThrows(SiteException.class, () -> read(text)).getMessage();
    }

    @Test
    void aSiteIsReadWithItsDefaults() throws Exception {
        Site site = read(GOOD);
        Site.Street street = site.streets().get(0);
        assertEquals("Kidričeva cesta", street.name());
        assertEquals(Duration.ofSeconds(90), street.quietPeriod());
        assertEquals(Duration.ofMinutes(30), street.stuckAfter());
        assertEquals(DimmingLevel.FULL, site.crossings().get(0).level());
    }

    @Test
    void withoutAFileTheSiteIsEmpty() throws SiteException {
        assertTrue(SiteFile.read(dir.resolve("none.yaml")).streets().isEmpty());
    }

    @Test
    void whatIsWrongIsToldWithLineAndKey() {
        assertTrue(problemWith(GOOD.replace("design: 80", "design: 180")).contains("line 9 key design: found \"180\""));
        assertTrue(problemWith(GOOD.replace("quiet: 30", "quiet: 5")).contains("expected floor <= quiet <= design"));
        assertTrue(problemWith(GOOD.replace("sunset-10m", "noon")).contains("line 8 key on: found \"noon\""));
        assertTrue(problemWith(GOOD.replace("quietPeriod: 90s", "quiet: 90s"))
                .contains("line 10 key quiet: is not known"));
        assertTrue(problemWith(GOOD.replace("[lamp-1, lamp-2]", "[lamp-1, lamp-1]"))
                .contains("street kidriceva already"));
        assertTrue(problemWith(GOOD.replace("id: prehod-1", "id: kidriceva")).contains("a second time"));
        assertTrue(problemWith(GOOD.replace("Europe/Ljubljana", "Velenje")).contains("key timeZone"));
        assertTrue(problemWith("streets: [").contains("line "));
        assertTrue(problemWith("- a").contains("expected a mapping"));
    }
}
