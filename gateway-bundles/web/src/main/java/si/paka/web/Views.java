package si.paka.web;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.Quality;
import si.paka.model.Value;
import si.paka.model.decision.Decision;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.OperatorOverride;
import si.paka.model.decision.Proposal;
import si.paka.model.device.Device;
import si.paka.model.device.WaitingDevice;
import si.paka.model.port.Alarms.Alarm;
import si.paka.model.port.HealthCheck;
import si.paka.model.port.Vocabulary;

/** What the API shows, as plain maps that become JSON. */
public final class Views {
    private static final DateTimeFormatter SLOVENIAN =
            DateTimeFormatter.ofPattern("d. M. yyyy HH:mm:ss", Locale.forLanguageTag("sl"));
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMM yyyy HH:mm:ss", Locale.UK);

    private final Ports ports;

    public Views(Ports ports) {
        this.ports = ports;
    }

    public Map<String, Object> device(Device device) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", device.id().value());
        view.put("state", "approved");
        view.put("name", device.name());
        view.put("transport", lower(device.address().transport()));
        view.put("address", device.address().value());
        view.put("profile", device.profile().value());
        view.put("asset", device.asset().value());
        view.put("owner", device.owner());
        view.put("operator", device.operator());
        view.put("jurisdiction", device.jurisdiction());
        view.put("consent", lower(device.consent().scope()));
        view.put("raw", device.consent().raw());
        view.put("consentSince", device.consent().since().toString());
        device.location().ifPresent(place -> {
            view.put("lat", place.latitude());
            view.put("lon", place.longitude());
        });
        view.put("attributes", device.attributes());
        Optional<DeviceTwin> twin = ports.twins().find(device.id());
        view.put("lastSeen", twin.map(t -> t.lastSeen().toString()).orElse(null));
        view.put("values", twin.map(this::values).orElse(Map.of()));
        return view;
    }

    private Map<String, Object> values(DeviceTwin twin) {
        Map<String, Object> values = new LinkedHashMap<>();
        twin.latest().values().stream()
                .sorted(java.util.Comparator.comparing(o -> o.property().name()))
                .forEach(observation -> values.put(observation.property().name(), value(observation)));
        return values;
    }

    private Map<String, Object> value(Observation observation) {
        Map<String, Object> view = new LinkedHashMap<>();
        boolean told = observation.quality() != Quality.SUPPRESSED;
        view.put("value", told ? plain(observation.value()) : null);
        ports.vocabulary().find(observation.property()).ifPresent(word -> view.put("unit", word.unit()));
        view.put("observedAt", observation.observedAt().toString());
        view.put("quality", observation.quality().name());
        if (!observation.doubt().isEmpty()) {
            view.put("doubt", observation.doubt());
        }
        if (!observation.said().isEmpty()) {
            view.put("said", observation.said());
        }
        return view;
    }

    public Map<String, Object> observation(Observation observation) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", observation.id());
        view.put("property", observation.property().name());
        view.putAll(value(observation));
        return view;
    }

    /** A value as people read it in a language: scaled, rounded, with its unit, and a sign if it is doubtful. */
    public String shown(Observation observation, boolean slovenian) {
        String value = value(observation, slovenian);
        return observation.quality() == Quality.GOOD ? value : value + " ⚠";
    }

    /** Why a value is doubtful, with the name of the doubt; empty if it is good. */
    public static String doubt(Observation observation) {
        if (observation.quality() == Quality.GOOD) {
            return "";
        }
        String name = observation.quality().name();
        return observation.doubt().isEmpty() ? name : name + ": " + observation.doubt();
    }

    private String value(Observation observation, boolean slovenian) {
        if (observation.quality() == Quality.SUPPRESSED) {
            return "–";
        }
        Vocabulary.Definition word =
                ports.vocabulary().find(observation.property()).orElse(null);
        if (observation.value() instanceof Value.Quantity quantity) {
            double scaled = word == null ? quantity.number() : quantity.number() * word.scale();
            int decimals = word == null ? 2 : Math.max(0, word.decimals());
            String number =
                    String.format(slovenian ? Locale.forLanguageTag("sl") : Locale.UK, "%." + decimals + "f", scaled);
            return word == null || word.symbol().isEmpty() ? number : number + " " + word.symbol();
        }
        if (observation.value() instanceof Value.Flag flag) {
            return slovenian ? flag.on() ? "da" : "ne" : flag.on() ? "yes" : "no";
        }
        return String.valueOf(plain(observation.value()));
    }

    /** A time as people read it in a language, in the site's zone. */
    public String shown(Instant at, boolean slovenian) {
        return (slovenian ? SLOVENIAN : ENGLISH)
                .format(at.atZone(ports.site().current().zone()));
    }

    public static Object plain(Value value) {
        if (value instanceof Value.Quantity quantity) {
            return quantity.number();
        }
        if (value instanceof Value.Flag flag) {
            return flag.on();
        }
        if (value instanceof Value.Place place) {
            return Map.of("lat", place.latitude(), "lon", place.longitude());
        }
        return ((Value.Text) value).text();
    }

    public Map<String, Object> waiting(WaitingDevice device) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", device.address().value());
        view.put("state", "waiting");
        view.put("transport", lower(device.address().transport()));
        view.put("address", device.address().value());
        view.put("hint", device.hint());
        view.put("firstSeen", device.firstSeen().toString());
        view.put("lastSeen", device.lastSeen().toString());
        view.put("messages", device.messages());
        return view;
    }

    public Map<String, Object> decision(Decision decision) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("target", decision.target().value());
        view.put("at", decision.at().toString());
        view.put("value", percent(decision.value()));
        view.put("limitedBy", decision.limitedBy());
        view.put("winner", proposal(decision.winner()));
        List<Object> losers = new ArrayList<>();
        decision.losers().forEach(loser -> losers.add(proposal(loser)));
        view.put("losers", losers);
        return view;
    }

    private static Map<String, Object> proposal(Proposal proposal) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("value", percent(proposal.value()));
        view.put("rank", proposal.rank().name());
        view.put("reason", proposal.reason());
        view.put("evidence", proposal.evidence());
        view.put("source", proposal.source());
        view.put("expiresAt", proposal.expiresAt().toString());
        return view;
    }

    private static int percent(Object value) {
        return ((DimmingLevel) value).percent();
    }

    public Map<String, Object> override(OperatorOverride override) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("target", override.target().value());
        view.put("value", percent(override.value()));
        view.put("owner", override.owner());
        view.put("reason", override.reason());
        view.put("since", override.since().toString());
        view.put("expiresAt", override.expiresAt().toString());
        return view;
    }

    public Map<String, Object> alarm(Alarm alarm) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", alarm.id());
        view.put("severity", alarm.severity());
        view.put("kind", alarm.kind());
        view.put("subject", alarm.subject());
        view.put("text", alarm.text());
        view.put("raisedAt", alarm.raisedAt().toString());
        view.put("acknowledgedBy", alarm.acknowledgedBy().orElse(null));
        return view;
    }

    /** The worst check decides. */
    public Map<String, Object> health() {
        HealthCheck.State worst = HealthCheck.State.OK;
        List<Object> checks = new ArrayList<>();
        for (HealthCheck check : ports.checks().get()) {
            HealthCheck.Result result = check.check();
            worst = result.state().compareTo(worst) > 0 ? result.state() : worst;
            Map<String, Object> view = new LinkedHashMap<>();
            view.put("name", check.name());
            view.put("state", lower(result.state()));
            view.put("message", result.message());
            checks.add(view);
        }
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", lower(worst));
        health.put("version", ports.cabinet().version());
        health.put("town", ports.cabinet().town());
        health.put("cabinet", ports.cabinet().cabinet());
        health.put("startedAt", ports.cabinet().startedAt().toString());
        health.put("at", Instant.now(ports.clock()).toString());
        health.put("checks", checks);
        return health;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
