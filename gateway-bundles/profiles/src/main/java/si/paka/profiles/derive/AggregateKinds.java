package si.paka.profiles.derive;

import java.util.List;
import java.util.Set;
import si.paka.model.Property;

/**
 * What the totals of several devices are set by. The totals themselves are made where all devices are known; here their doubts are
 * marked, and the register's attributes are told from those of the entity.
 */
final class AggregateKinds {
    private static final Setting MEMBERS =
            Setting.of("members", Setting.Type.NAMES, "none").ofDevice("members");

    private static final DerivationKind BAYS = new DerivationKind(
            "bay-totals",
            false,
            List.of(MEMBERS, Setting.number("capacity", "0", 0, 100_000).ofDevice("capacity")),
            (settings, measured) -> List.of(),
            (settings, context) -> List.of(new IncompleteTotals(
                    "unknownSpots", Set.of(new Property("availableSpots"), new Property("occupiedSpots")))));

    private static final DerivationKind CAR_PARK = new DerivationKind(
            "car-park",
            false,
            List.of(
                    MEMBERS,
                    Setting.number("capacity", "", 1, 100_000).ofDevice("capacity"),
                    Setting.of("rezeroAt", Setting.Type.TIME, "never").ofDevice("rezeroAt"),
                    Setting.number("rezeroTo", "0", 0, 100_000).ofDevice("rezeroTo")),
            (settings, measured) -> List.of(),
            (settings, context) -> List.of());

    private static final DerivationKind LAMPS = new DerivationKind(
            "lamp-totals",
            false,
            List.of(MEMBERS),
            (settings, measured) -> List.of(),
            (settings, context) -> List.of(
                    new IncompleteTotals("lampsUnknown", Set.of(Property.POWER_STATE, Property.DIMMING_LEVEL))));

    static final List<DerivationKind> ALL = List.of(BAYS, CAR_PARK, LAMPS);

    private AggregateKinds() {}
}
