package si.paka.rules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import si.paka.model.DeviceId;
import si.paka.model.Property;
import si.paka.model.Site;
import si.paka.model.TwinSnapshot;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.Proposal;
import si.paka.model.decision.Rule;

/** The built-in rules of one site, with what they share. Immutable. */
public final class SiteRules {
    private final Site site;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<DeviceId, Site.Street> streets = new HashMap<>();
    private final Map<String, SwitchingSchedule> schedules = new HashMap<>();
    private final SwitchingSchedule sun;

    public SiteRules(Site site) {
        this.site = site;
        this.sun = new SwitchingSchedule("sunset", "sunrise", site.place(), site.zone());
        for (Site.Street street : site.streets()) {
            SwitchingSchedule schedule = new SwitchingSchedule(street.on(), street.off(), site.place(), site.zone());
            schedules.put(street.id(), schedule);
            street.luminaires().forEach(luminaire -> streets.put(luminaire, street));
            rules.add(new AdaptiveDimming(street, schedule));
        }
        for (Site.Crossing crossing : site.crossings()) {
            rules.add(new PedestrianAtNight(crossing, this::isNight));
        }
    }

    public Site site() {
        return site;
    }

    /** Each with its name, for those who want them one by one. */
    public List<Rule> rules() {
        return List.copyOf(rules);
    }

    private boolean isNight(DeviceId luminaire, Instant at) {
        Site.Street street = streets.get(luminaire);
        return street == null ? sun.isOn(at) : schedules.get(street.id()).isOn(at);
    }

    /** What no decision may dim the luminaire below. */
    public DimmingLevel floor(DeviceId luminaire, Instant at) {
        Site.Street street = streets.get(luminaire);
        return street != null && schedules.get(street.id()).isOn(at) ? street.floor() : DimmingLevel.OFF;
    }

    /** All rules' triggers. */
    Set<Property> triggers() {
        Set<Property> triggers = new HashSet<>();
        rules.forEach(rule -> triggers.addAll(rule.triggers()));
        return triggers;
    }

    /** All rules' proposals. */
    List<Proposal> evaluate(TwinSnapshot snapshot) {
        List<Proposal> proposals = new ArrayList<>();
        for (Rule rule : rules) {
            proposals.addAll(rule.evaluate(snapshot));
        }
        return proposals;
    }
}
