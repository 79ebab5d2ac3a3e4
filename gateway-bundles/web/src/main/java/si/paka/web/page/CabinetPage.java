package si.paka.web.page;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import si.paka.model.device.WaitingDevice;
import si.paka.model.port.Alarms.Alarm;
import si.paka.model.port.HealthCheck;
import si.paka.web.Permissions;
import si.paka.web.Ports;
import si.paka.web.Sight;
import si.paka.web.Views;

/** The one page: health, alarms, waiting devices, and the devices looked for. */
final class CabinetPage {
    private static final int MOST_WAITING = 50;
    private static final int MOST_ALARMS = 100;

    private final View view;
    private final Ports ports;
    private final Views views;
    private final Texts texts;
    private final Sight sight;
    private final DeviceFilter filter;
    private final Html html = new Html();

    CabinetPage(View view, DeviceFilter filter) {
        this.view = view;
        this.ports = view.ports();
        this.views = new Views(ports);
        this.texts = view.texts();
        this.sight = new Sight(ports, view.who().orElseThrow());
        this.filter = filter;
    }

    String write() {
        Frame.head(html, view, ports.cabinet().town() + " · " + ports.cabinet().cabinet());
        health();
        alarms();
        waiting();
        new DeviceList(html, view, sight, filter).write();
        Frame.foot(html, view);
        return html.toString();
    }

    private String t(String key) {
        return texts.get(key);
    }

    private void health() {
        List<HealthCheck> checks = ports.checks().get();
        List<HealthCheck.Result> results =
                checks.stream().map(HealthCheck::check).toList();
        HealthCheck.State worst = results.stream()
                .map(HealthCheck.Result::state)
                .max(Comparator.naturalOrder())
                .orElse(HealthCheck.State.OK);
        String state = worst.name().toLowerCase(Locale.ROOT);
        html.raw("<section id=\"health\"><details class=\"" + state + "\""
                + (worst == HealthCheck.State.OK ? "" : " open") + "><summary>");
        html.text(t("health") + ": ").element("b", "", t("state." + state)).raw("</summary><ul class=\"checks\">");
        for (int i = 0; i < checks.size(); i++) {
            String one = results.get(i).state().name().toLowerCase(Locale.ROOT);
            html.raw("<li class=\"" + one + "\">");
            html.element("b", "", t("state." + one))
                    .raw(" ")
                    .element("span", "", texts.check(checks.get(i).name()));
            html.raw(" ").element("small", "", results.get(i).message()).raw("</li>");
        }
        html.raw("</ul></details></section>");
    }

    private void alarms() {
        List<Alarm> alarms = ports.alarms().list().stream()
                .filter(alarm -> sight.seesSubject(alarm.subject()))
                .toList();
        html.raw("<section id=\"alarms\">").element("h2", "", t("alarms") + " (" + alarms.size() + ")");
        if (alarms.isEmpty()) {
            html.element("p", "", t("alarms.none"));
        }
        alarms.stream().limit(MOST_ALARMS).forEach(this::alarm);
        html.raw("</section>");
    }

    private void alarm(Alarm alarm) {
        html.raw("<div class=\"card " + alarm.severity() + "\">");
        String name = sight.find(alarm.subject()).map(device -> device.name()).orElse(alarm.subject());
        html.element("b", "", texts.alarm(alarm.kind()) + (name.isEmpty() ? "" : ": " + name));
        html.element("p", "", texts.isSlovenian() ? texts.alarmHint(alarm.kind(), alarm.text()) : alarm.text());
        html.element("small", "", t("alarm.since") + " " + views.shown(alarm.raisedAt(), texts.isSlovenian()));
        if (alarm.acknowledgedBy().isPresent()) {
            html.raw(" ")
                    .element(
                            "small",
                            "",
                            "· " + t("alarm.acknowledged") + " "
                                    + alarm.acknowledgedBy().get());
        } else if (Permissions.ACKNOWLEDGE.contains(sight.who().role())) {
            html.raw("<form method=\"post\" action=\"/alarm/ack\">");
            Frame.word(html, view);
            html.raw("<input type=\"hidden\" name=\"alarm\"")
                    .attribute("value", alarm.id())
                    .raw(">");
            html.element("button", "", t("alarm.acknowledge")).raw("</form>");
        }
        html.raw("</div>");
    }

    private void waiting() {
        html.raw("<section id=\"waiting\">");
        List<WaitingDevice> waiting =
                sight.isBound() ? List.of() : ports.register().listWaiting();
        if (!waiting.isEmpty()) {
            html.element("h2", "", t("waiting") + " (" + waiting.size() + ")");
            boolean may = Permissions.ONBOARD.contains(sight.who().role());
            waiting.stream().limit(MOST_WAITING).forEach(device -> new ApproveForm(html, view).write(device, may));
        }
        html.raw("</section>");
    }
}
