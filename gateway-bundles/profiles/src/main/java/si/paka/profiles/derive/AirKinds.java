package si.paka.profiles.derive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import si.paka.model.Property;

/** What is derived for air-quality stations. */
final class AirKinds {
    private static final DerivationKind HUMIDITY = new DerivationKind(
            "humidity-correction",
            true,
            List.of(
                    Setting.number("kappa", "0.4", 0, 1.5).ofDevice("particleKappa"),
                    Setting.number("density", "1.65", 0.5, 5),
                    Setting.number("cap", "0.95", 0.5, 0.99),
                    Setting.number("doubtfulFrom", "0.85", 0, 1),
                    Setting.of("heated", Setting.Type.FLAG, "false")),
            (settings, measured) -> rawOf(measured),
            (settings, context) -> List.of(new HumidityCorrection(new HumidityCorrection.Growth(
                    settings.number("kappa"),
                    settings.number("density"),
                    settings.number("cap"),
                    settings.number("doubtfulFrom"),
                    settings.flag("heated")))));

    private static final DerivationKind CHECKS = new DerivationKind(
            "air-checks",
            false,
            List.of(
                    Setting.duration("warmUpParticles", "PT10M"),
                    Setting.duration("warmUpGases", "PT2H"),
                    Setting.duration("silence", "PT6H")),
            (settings, measured) -> List.of(),
            (settings, context) -> List.of(
                    new WarmUp(new WarmUp.Times(
                            settings.duration("warmUpParticles"),
                            settings.duration("warmUpGases"),
                            settings.duration("silence"))),
                    new Spikes(),
                    new ParticleRatio()));

    private static final DerivationKind MEANS = new DerivationKind(
            "air-means",
            false,
            List.of(),
            (settings, measured) -> meansOf(measured),
            (settings, context) -> List.of(new AirMeans(
                    pollutants(context.plan().measured()), context.plan().samplesPerHour())));

    private static final DerivationKind INDEX = new DerivationKind(
            "air-quality-index",
            false,
            List.of(
                    Setting.word("version", "eaqi-2024", Set.of("eaqi-2024", "eaqi-2020")),
                    Setting.word("station", "background", Set.of("background", "traffic"))
                            .ofDevice("stationKind")),
            (settings, measured) -> indexOf(measured),
            (settings, context) -> context.tables().containsKey(settings.text("version"))
                    ? List.of(new AirIndex(
                            context.tables().get(settings.text("version")),
                            settings.text("station").equals("traffic")))
                    : List.of());

    static final List<DerivationKind> ALL = List.of(HUMIDITY, CHECKS, MEANS, INDEX);

    private AirKinds() {}

    private static List<Property> pollutants(Set<Property> measured) {
        return Pollutants.MEANS.stream().filter(measured::contains).toList();
    }

    private static List<Property> rawOf(Set<Property> measured) {
        List<Property> raw = new ArrayList<>();
        HumidityCorrection.RAW.forEach((particles, before) -> {
            if (measured.contains(particles)) {
                raw.add(before);
            }
        });
        return raw;
    }

    private static List<Property> meansOf(Set<Property> measured) {
        List<Property> means = new ArrayList<>();
        for (Property pollutant : pollutants(measured)) {
            means.add(Pollutants.hourMean(pollutant));
            means.add(Pollutants.dayMean(pollutant));
            if (Pollutants.EIGHT_HOURS.contains(pollutant)) {
                means.add(Pollutants.eightHourMean(pollutant));
            }
        }
        means.addAll(List.of(AirMeans.HOUR, AirMeans.RELIABILITY, AirMeans.LABEL));
        return means;
    }

    private static List<Property> indexOf(Set<Property> measured) {
        List<Property> index = new ArrayList<>(List.of(AirIndex.INDEX, AirIndex.LEVEL, AirIndex.VERSION));
        pollutants(measured).stream()
                .filter(one -> !one.equals(Pollutants.CO))
                .map(AirIndex::classOf)
                .forEach(index::add);
        return index;
    }
}
