package si.paka.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the build resolves against is what the launcher offers. */
class FrameworkPackagesTest {
    @Test
    void bndrunAndLauncherNameTheSamePackages() throws IOException {
        Properties launcher = new Properties();
        try (var in = Launcher.class.getResourceAsStream("framework.properties")) {
            launcher.load(in);
        }
        String bndrun = Files.readString(Path.of("gateway.bndrun")).replace("\\\n", " ");
        String resolved = bndrun.lines()
                .filter(line -> line.startsWith("-runsystempackages:"))
                .findFirst()
                .orElseThrow()
                .substring("-runsystempackages:".length());
        assertEquals(packages(resolved), packages(launcher.getProperty("org.osgi.framework.system.packages.extra")));
    }

    private static Set<String> packages(String list) {
        Set<String> packages = new TreeSet<>();
        for (String one : list.split(",")) {
            packages.add(one.strip());
        }
        return packages;
    }
}
