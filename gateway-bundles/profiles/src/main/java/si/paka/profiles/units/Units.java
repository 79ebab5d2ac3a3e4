package si.paka.profiles.units;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The units that Paka knows, from {@code units.csv}. Immutable; safe from any thread. */
public final class Units {
    private static final Map<String, Unit> BY_CODE = new LinkedHashMap<>();
    private static final Map<String, Unit> BY_SYMBOL = new LinkedHashMap<>();

    static {
        read();
    }

    private Units() {}

    /** By UN/CEFACT common code, or by symbol, e.g. {@code FAH} or {@code °F}. */
    public static Optional<Unit> find(String codeOrSymbol) {
        Unit unit = BY_CODE.get(codeOrSymbol);
        return Optional.ofNullable(unit != null ? unit : BY_SYMBOL.get(codeOrSymbol));
    }

    /** All, by quantity, as in the file. */
    public static Collection<Unit> list() {
        return Collections.unmodifiableCollection(BY_CODE.values());
    }

    private static void read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Units.class.getResourceAsStream("units.csv"), StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(Units::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(String line) {
        String[] cells = line.split(";");
        Unit unit = new Unit(cells[0], cells[1], cells[2], Double.parseDouble(cells[3]), Double.parseDouble(cells[4]));
        BY_CODE.put(unit.code(), unit);
        BY_SYMBOL.put(unit.symbol(), unit);
    }
}
