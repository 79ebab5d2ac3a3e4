package si.paka.web.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import si.paka.model.DeviceTwin;
import si.paka.model.Observation;
import si.paka.model.access.Principal;
import si.paka.model.access.Role;
import si.paka.model.decision.Decision;
import si.paka.model.decision.DimmingLevel;
import si.paka.model.decision.OperatorOverride;
import si.paka.model.decision.Proposal;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileInfo;
import si.paka.model.device.WaitingDevice;
import si.paka.model.port.Alarms.Alarm;
import si.paka.model.port.HealthCheck;
import si.paka.web.Ports;
import si.paka.web.Views;

/** The one page: health, alarms, waiting devices, lamps with their why, all other devices. */
final class CabinetPage {
    private static final int[] HOURS = {1, 2, 4, 12, 24};

    private final Ports ports;
    private final Views views;
    private final Texts texts;
    private final Principal who;
    private final ZoneId zone;
    private final Html html = new Html();

    CabinetPage(Ports ports, Texts texts, Principal who) {
        this.ports = ports;
        this.views = new Views(ports);
        this.texts = texts;
        this.who = who;
        this.zone = ports.site().current().zone();
    }

    String write() {
        Frame.head(html, texts, ports.cabinet().town() + " · " + ports.cabinet().cabinet(), who);
        health();
        alarms();
        waiting();
        lamps();
        others();
        html.raw("<p id=\"message\" role=\"status\" aria-live=\"polite\"></p>");
        Frame.foot(html, texts, ports);
        return html.toString();
    }

    private String t(String key) {
        return texts.get(key);
    }

    private String time(Instant at) {
        String pattern = texts.isSlovenian() ? "d. M. yyyy HH:mm:ss" : "d MMM yyyy HH:mm:ss";
        return DateTimeFormatter.ofPattern(pattern, Locale.forLanguageTag(texts.language()))
                .format(at.atZone(zone));
    }

    private void health() {
        html.raw("<section id=\"health\">").element("h2", "", t("health")).raw("<ul class=\"checks\">");
        for (HealthCheck check : ports.checks().get()) {
            HealthCheck.Result result = check.check();
            String state = result.state().name().toLowerCase(Locale.ROOT);
            html.raw("<li class=\"" + state + "\">");
            html.element("b", "", t("state." + state)).raw(" ").element("span", "", check.name());
            html.raw(" ").element("small", "", result.message()).raw("</li>");
        }
        html.raw("</ul></section>");
    }

    private void alarms() {
        List<Alarm> alarms = ports.alarms().list();
        html.raw("<section id=\"alarms\">").element("h2", "", t("alarms"));
        if (alarms.isEmpty()) {
            html.element("p", "", t("alarms.none"));
        }
        for (Alarm alarm : alarms) {
            html.raw("<div class=\"card " + alarm.severity() + "\">");
            html.element("p", "", alarm.text()).element("small", "", time(alarm.raisedAt()));
            if (alarm.acknowledgedBy().isPresent()) {
                html.raw(" ")
                        .element(
                                "small",
                                "",
                                t("alarm.acknowledged") + " "
                                        + alarm.acknowledgedBy().get());
            } else if (who.role() != Role.VIEWER && who.role() != Role.OWNER) {
                html.raw("<button data-post")
                        .attribute("data-path", "alarms/" + alarm.id() + ":ack")
                        .raw(">");
                html.text(t("alarm.acknowledge")).raw("</button>");
            }
            html.raw("</div>");
        }
        html.raw("</section>");
    }

    private void waiting() {
        List<WaitingDevice> waiting = ports.register().listWaiting();
        if (waiting.isEmpty() || who.role() == Role.OWNER) {
            return;
        }
        html.raw("<section id=\"waiting\">").element("h2", "", t("waiting") + " (" + waiting.size() + ")");
        waiting.stream().limit(50).forEach(this::waiting);
        html.raw("</section>");
    }

    private void waiting(WaitingDevice device) {
        html.raw("<details class=\"card\"><summary>")
                .element("b", "", device.address().value())
                .raw(" ");
        html.element(
                "small",
                "",
                device.address().transport().name() + " " + device.hint() + " · " + device.messages() + " "
                        + t("messages.dropped") + " · " + time(device.lastSeen()));
        html.raw("</summary>");
        if (who.role() == Role.TECHNICIAN || who.role() == Role.NETWORK_OPERATOR || who.role() == Role.ADMIN) {
            html.raw("<form data-form")
                    .attribute("data-path", "devices/" + device.address().value() + ":approve");
            html.raw("><label>").text(t("profile")).raw("<select name=\"profile\" required>");
            for (ProfileInfo profile : ports.profiles().list()) {
                if (profile.transport() == device.address().transport()) {
                    html.raw("<option").attribute("value", profile.id().value()).raw(">");
                    html.text(profile.model()).raw("</option>");
                }
            }
            html.raw("</select></label>");
            input("asset", t("asset"), "required pattern=\"[A-Za-z0-9\\-]{1,64}\"");
            input("name", t("name"), "");
            input("owner", t("owner"), "required");
            html.raw("<label>").text(t("consent")).raw("<select name=\"consent\">");
            for (String scope : List.of("none", "internal", "open")) {
                html.raw("<option value=\"" + scope + "\">")
                        .text(t("consent." + scope))
                        .raw("</option>");
            }
            html.raw("</select></label>");
            input("lat", t("lat"), "inputmode=\"decimal\"");
            input("lon", t("lon"), "inputmode=\"decimal\"");
            input("attr.category", t("category"), "");
            input("attr.refParkingSite", t("parkingSite"), "");
            html.element("button", "", t("approve")).raw("</form>");
        }
        html.raw("</details>");
    }

    private void input(String name, String label, String attributes) {
        html.raw("<label>").text(label).raw("<input name=\"" + name + "\" " + attributes + "></label>");
    }

    private boolean isLamp(Device device) {
        return ports.profiles().find(device.profile()).map(ProfileInfo::dims).orElse(false);
    }

    private List<Device> visible(boolean lamps) {
        return ports.register().list().stream()
                .filter(device -> isLamp(device) == lamps)
                .filter(device -> who.role() != Role.OWNER || device.owner().equals(who.name()))
                .sorted(Comparator.comparing(Device::id))
                .toList();
    }

    private void lamps() {
        html.raw("<section id=\"lamps\">").element("h2", "", t("lamps")).raw("<div class=\"cards\">");
        visible(true).forEach(this::lamp);
        html.raw("</div></section>");
    }

    private void lamp(Device device) {
        html.raw("<article class=\"card\"")
                .attribute("data-device", device.id().value())
                .raw(">");
        Optional<Decision> decision = ports.decisions().current(device.id());
        html.element("h3", "", device.name()).raw("<p class=\"level\"><b data-level>");
        html.text(decision.map(d -> ((DimmingLevel) d.value()).percent() + " %").orElse("–"))
                .raw("</b></p>");
        values(device);
        why(device, decision);
        if (who.role() == Role.TECHNICIAN || who.role() == Role.OPERATOR || who.role() == Role.ADMIN) {
            override(device);
        }
        html.raw("</article>");
    }

    private void why(Device device, Optional<Decision> decision) {
        html.raw("<details class=\"why\"><summary>").text(t("why")).raw("</summary><div data-why>");
        decision.ifPresent(d -> {
            proposal(d.winner(), "winner");
            if (!d.limitedBy().isEmpty()) {
                html.element("p", "", t("limited") + ": " + d.limitedBy());
            }
            d.losers().forEach(loser -> proposal(loser, "loser"));
        });
        html.raw("</div></details>");
    }

    private void proposal(Proposal proposal, String kind) {
        html.raw("<p class=\"" + kind + "\">")
                .element("b", "", proposal.value())
                .raw(" ");
        html.element("span", "", proposal.reason()).raw("<br><small>");
        html.text(t("rank." + proposal.rank().name()) + " · " + proposal.source())
                .raw("</small></p>");
    }

    private void override(Device device) {
        Optional<OperatorOverride> inForce = ports.overrides().list().stream()
                .filter(override -> override.target().equals(device.id()))
                .findFirst();
        html.raw("<details class=\"override\"" + (inForce.isPresent() ? " open" : "") + "><summary>");
        html.text(t("override")).raw("</summary>");
        inForce.ifPresent(override -> {
            html.element(
                    "p",
                    "class=\"inforce\"",
                    override.value() + " · " + override.owner() + " · " + override.reason() + " · " + t("until") + " "
                            + time(override.expiresAt()));
            html.raw("<button data-delete")
                    .attribute("data-path", "overrides/" + device.id().value())
                    .raw(">");
            html.text(t("override.clear")).raw("</button>");
        });
        html.raw("<form data-override")
                .attribute("data-target", device.id().value())
                .raw("><label>");
        html.text(t("level"))
                .raw("<input name=\"value\" type=\"number\" min=\"0\" max=\"100\" value=\"100\" required></label>");
        input("reason", t("reason"), "required maxlength=\"200\"");
        html.raw("<label>").text(t("duration")).raw("<select name=\"hours\">");
        for (int hours : HOURS) {
            html.raw("<option value=\"" + hours + "\">").text(hours + " h").raw("</option>");
        }
        html.raw("</select></label>").element("button", "", t("override.set")).raw("</form></details>");
    }

    private void others() {
        html.raw("<section id=\"devices\">").element("h2", "", t("devices")).raw("<div class=\"cards\">");
        for (Device device : visible(false)) {
            html.raw("<article class=\"card\"")
                    .attribute("data-device", device.id().value())
                    .raw(">");
            html.element("h3", "", device.name());
            values(device);
            html.element(
                    "small",
                    "",
                    device.profile() + " · " + device.owner() + " · "
                            + t("consent." + device.consent().scope().name().toLowerCase(Locale.ROOT)));
            html.raw("</article>");
        }
        html.raw("</div></section>");
    }

    private void values(Device device) {
        Optional<DeviceTwin> twin = ports.twins().find(device.id());
        html.raw("<dl data-values>");
        twin.ifPresent(t -> t.latest().values().stream()
                .sorted(Comparator.comparing(
                        observation -> observation.property().name()))
                .forEach(this::value));
        html.raw("</dl><p><small>").text(t("lastSeen")).raw(": <time data-seen>");
        html.text(twin.map(t -> time(t.lastSeen())).orElse(t("never"))).raw("</time></small></p>");
    }

    private void value(Observation observation) {
        String name = observation.property().name();
        String label = ports.vocabulary()
                .find(observation.property())
                .map(word -> texts.isSlovenian() ? word.slovenian() : word.english())
                .orElse(name);
        html.element("dt", "", label)
                .raw("<dd")
                .attribute("data-property", name)
                .attribute("title", Views.doubt(observation))
                .raw(">");
        html.text(views.shown(observation, texts.isSlovenian())).raw("</dd>");
    }
}
