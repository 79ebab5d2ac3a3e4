package si.paka.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            22.50   | 22.5 |
            1700 mm | 1700 | mm
            -4.5℃   | -4.5 | °C
            55%     | 55   | %
            12:30   |      |
            2026-01-02 |   |
            wet     |      |
            1.2.3   |      |
            0x1F    |      |
            """)
    void saysANumberOrNone(String text, Double number, String unit) {
        var found = NumberText.number(TextNode.valueOf(text));
        assertEquals(number, found.isPresent() ? found.getAsDouble() : null);
        assertEquals(unit == null ? "" : unit, NumberText.unit(TextNode.valueOf(text)));
    }
}
