package si.paka.web.page;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import si.paka.model.DeviceId;
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
import si.paka.web.Permissions;
import si.paka.web.Ports;
import si.paka.web.Views;

/** One device: its values, and of a luminaire its level, why, and the form to override it. */
final class DeviceCard {
    private static final int[] HOURS = {1, 2, 4, 12, 24};
    private static final int TECHNICIANS_HOURS = (int) Permissions.TECHNICIANS_OVERRIDE.toHours();

    private final Html html;
    private final View view;
    private final Ports ports;
    private final Views views;
    private final Texts texts;
    private final Principal who;
    private final Map<DeviceId, OperatorOverride> overrides;
    private final String query;

    /** @param query of the page, to come back to */
    DeviceCard(Html html, View view, Principal who, Map<DeviceId, OperatorOverride> overrides, String query) {
        this.html = html;
        this.view = view;
        this.ports = view.ports();
        this.views = new Views(ports);
        this.texts = view.texts();
        this.who = who;
        this.overrides = overrides;
        this.query = query;
    }

    /** @param open whether the reasons are shown at once */
    void write(Device device, boolean open) {
        boolean lamp =
                ports.profiles().find(device.profile()).map(ProfileInfo::dims).orElse(false);
        Optional<Decision> decision = lamp ? ports.decisions().current(device.id()) : Optional.empty();
        html.raw("<article class=\"card\"")
                .attribute("id", "d-" + device.id().value())
                .attribute("data-device", device.id().value())
                .raw("><h3>");
        html.element("span", "", device.name());
        if (lamp) {
            html.raw(" <b class=\"level\" data-level>");
            html.text(decision.map(d -> ((DimmingLevel) d.value()).percent() + " %")
                            .orElse("–"))
                    .raw("</b>");
        }
        html.raw("</h3>");
        values(device);
        html.raw("<div class=\"more\">");
        if (lamp) {
            why(decision, open);
            override(device);
        }
        about(device);
        html.raw("</div></article>");
    }

    private String t(String key) {
        return texts.get(key);
    }

    private void values(Device device) {
        Optional<DeviceTwin> twin = ports.twins().find(device.id());
        html.raw("<dl data-values>");
        twin.ifPresent(t -> t.latest().values().stream()
                .sorted(Comparator.comparing(
                        observation -> observation.property().name()))
                .forEach(this::value));
        html.raw("</dl><p class=\"seen\">").text(t("lastSeen")).raw(": <time data-seen>");
        html.text(twin.map(t -> views.shown(t.lastSeen(), texts.isSlovenian())).orElse(t("never")))
                .raw("</time></p>");
    }

    private void value(Observation observation) {
        String name = observation.property().name();
        String label = ports.vocabulary()
                .find(observation.property())
                .map(word -> texts.isSlovenian() ? word.slovenian() : word.english())
                .orElse(name);
        html.raw("<div>")
                .element("dt", "", label)
                .raw("<dd")
                .attribute("data-property", name)
                .attribute("title", Views.doubt(observation))
                .raw(">");
        html.text(views.shown(observation, texts.isSlovenian())).raw("</dd></div>");
    }

    private void why(Optional<Decision> decision, boolean open) {
        html.raw("<details class=\"why\"" + (open ? " open" : "") + "><summary>")
                .text(t("why"))
                .raw("</summary><div data-why>");
        decision.ifPresent(d -> {
            proposal(d.winner(), "winner");
            if (!d.limitedBy().isEmpty()) {
                html.element("p", "", t("limited") + ": " + d.limitedBy());
            }
            d.losers().forEach(loser -> proposal(loser, "loser"));
        });
        if (decision.isEmpty()) {
            html.element("p", "", t("why.none"));
        }
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
        OperatorOverride inForce = overrides.get(device.id());
        boolean may = Permissions.INTERVENE.contains(who.role());
        if (!may && inForce == null) {
            return;
        }
        html.raw("<details class=\"override\"" + (inForce == null ? "" : " open") + "><summary>");
        html.text(t("override")).raw("</summary>");
        if (inForce != null) {
            inForce(device, inForce, may);
        }
        if (may) {
            overrideForm(device);
        }
        html.raw("</details>");
    }

    private void inForce(Device device, OperatorOverride override, boolean may) {
        html.element(
                "p",
                "class=\"inforce\"",
                override.value() + " · " + override.owner() + " · " + override.reason() + " · " + t("until") + " "
                        + views.shown(override.expiresAt(), texts.isSlovenian()));
        if (may) {
            form("/override/clear", device);
            html.element("button", "", t("override.clear")).raw("</form>");
        }
    }

    private void overrideForm(Device device) {
        form("/override", device);
        html.raw("<label>").text(t("level"));
        html.raw("<input name=\"value\" type=\"number\" inputmode=\"numeric\" min=\"0\" max=\"100\" step=\"1\""
                + " value=\"100\" required></label><label>");
        html.text(t("reason")).raw("<input name=\"reason\" required maxlength=\"200\"></label><label>");
        html.text(t("duration")).raw("<select name=\"hours\">");
        for (int hours : HOURS) {
            if (who.role() != Role.TECHNICIAN || hours <= TECHNICIANS_HOURS) {
                html.raw("<option value=\"" + hours + "\">").text(hours + " h").raw("</option>");
            }
        }
        html.raw("</select></label>").element("button", "", t("override.set")).raw("</form>");
    }

    private void form(String action, Device device) {
        String hook = action.equals("/override") ? " data-override" : "";
        html.raw("<form method=\"post\" action=\"" + action + "\"" + hook + ">");
        Frame.word(html, view);
        hidden("target", device.id().value());
        hidden("back", query + "#d-" + device.id().value());
    }

    private void hidden(String name, String value) {
        html.raw("<input type=\"hidden\" name=\"" + name + "\"")
                .attribute("value", value)
                .raw(">");
    }

    private void about(Device device) {
        html.raw("<details class=\"about\"><summary>").text(t("about")).raw("</summary><p><small>");
        html.text(device.id().value() + " · " + device.asset().value() + " · " + device.address() + " · "
                        + device.profile() + " · " + device.owner() + " · "
                        + t("consent." + device.consent().scope().name().toLowerCase(Locale.ROOT)))
                .raw("</small></p></details>");
    }
}
