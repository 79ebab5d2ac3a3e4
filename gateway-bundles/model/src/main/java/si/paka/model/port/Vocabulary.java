package si.paka.model.port;

import java.util.List;
import java.util.Optional;
import si.paka.model.Property;

/** What each observed property means. Served by {@code profiles}. */
public interface Vocabulary {
    Optional<Definition> find(Property property);

    List<Definition> list();

    /**
     * One property of the vocabulary.
     *
     * @param attribute name of the entity attribute
     * @param unit UN/CEFACT common code, empty for values without unit
     * @param symbol the unit as people write it, e.g. {@code °C}
     * @param scale what to multiply with for showing, e.g. 100 for a ratio shown in percent
     */
    record Definition(
            Property property,
            String attribute,
            String unit,
            String symbol,
            double scale,
            int decimals,
            String slovenian,
            String english) {}
}
