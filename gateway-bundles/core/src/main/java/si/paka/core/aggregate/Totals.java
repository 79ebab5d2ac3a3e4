package si.paka.core.aggregate;

import java.util.LinkedHashMap;
import java.util.Map;
import si.paka.model.Value;

/** What an aggregate says, by property. */
record Totals(Map<String, Value> values) {
    static final class Builder {
        private final Map<String, Value> values = new LinkedHashMap<>();

        Builder put(String property, double number) {
            values.put(property, Value.of(number));
            return this;
        }

        Builder put(String property, boolean flag) {
            values.put(property, Value.of(flag));
            return this;
        }

        Builder put(String property, String text) {
            values.put(property, Value.of(text));
            return this;
        }

        Totals build() {
            return new Totals(values);
        }
    }
}
