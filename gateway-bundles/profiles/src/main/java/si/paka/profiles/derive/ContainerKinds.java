package si.paka.profiles.derive;

import java.util.List;
import java.util.Set;
import si.paka.model.Property;

/** What is derived for waste containers, and whatever can fill or fall over. */
final class ContainerKinds {
    private static final DerivationKind FILL = new DerivationKind(
            "container-fill",
            true,
            List.of(
                    Setting.number("height_m", "", 0.1, 20).ofDevice("containerHeight_m"),
                    Setting.number("offset_m", "0", -1, 5).ofDevice("sensorOffset_m"),
                    Setting.number("deadZone_m", "0", 0, 2).ofDevice("sensorDeadZone_m"),
                    Setting.word(
                                    "shape",
                                    "box",
                                    Set.of("box", "cylinder-standing", "cylinder-lying", "cone", "trapezoid"))
                            .ofDevice("containerShape"),
                    Setting.number("bottom", "0.6", 0, 1).ofDevice("containerBottomRatio")),
            (settings, measured) -> List.of(FillFromDistance.FILL),
            (settings, context) -> List.of(new FillFromDistance(new FillFromDistance.Mounting(
                    settings.number("height_m"),
                    settings.number("offset_m"),
                    settings.number("deadZone_m"),
                    ContainerShape.valueOf(
                            settings.text("shape").replace('-', '_').toUpperCase(java.util.Locale.ROOT)),
                    settings.number("bottom")))));

    private static final DerivationKind EMPTYING = new DerivationKind(
            "emptying",
            false,
            List.of(Setting.number("drop", "0.3", 0.05, 1), Setting.number("below", "0.25", 0, 1)),
            (settings, measured) -> List.of(Emptying.EMPTIED, Emptying.LAST, Emptying.COUNT),
            (settings, context) ->
                    List.of(new Emptying(new Emptying.Limits(settings.number("drop"), settings.number("below")))));

    private static final DerivationKind DAYS = new DerivationKind(
            "days-to-full",
            false,
            List.of(
                    Setting.number("fullAt", "0.85", 0.1, 1).ofDevice("fullAt"),
                    Setting.number("readings", "5", 3, 50),
                    Setting.duration("time", "P1D")),
            (settings, measured) -> List.of(DaysToFull.DAYS),
            (settings, context) -> List.of(new DaysToFull(new DaysToFull.Limits(
                    settings.number("fullAt"), (int) settings.number("readings"), settings.duration("time")))));

    private static final DerivationKind FIRE = new DerivationKind(
            "container-fire",
            false,
            List.of(
                    Setting.number("absolute_C", "75", 30, 200),
                    Setting.number("rise_K", "12", 1, 100),
                    Setting.duration("within", "PT15M"),
                    Setting.number("least_C", "45", 0, 100)),
            (settings, measured) -> List.of(ContainerFire.FIRE),
            (settings, context) -> List.of(new ContainerFire(new ContainerFire.Limits(
                    settings.number("absolute_C"),
                    settings.number("rise_K"),
                    settings.duration("within"),
                    settings.number("least_C")))));

    private static final DerivationKind TIPPING = new DerivationKind(
            "tipping",
            false,
            List.of(
                    Setting.number("limit_deg", "45", 1, 179).ofDevice("tiltLimit_deg"),
                    Setting.number("hysteresis_deg", "10", 0, 90)),
            (settings, measured) -> List.of(new Property("tilt"), new Property("tiltAngle")),
            (settings, context) -> List.of(
                    new Tipping(new Tipping.Limits(settings.number("limit_deg"), settings.number("hysteresis_deg")))));

    static final List<DerivationKind> ALL = List.of(FILL, EMPTYING, DAYS, FIRE, TIPPING);

    private ContainerKinds() {}
}
