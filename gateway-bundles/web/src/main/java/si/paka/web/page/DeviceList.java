package si.paka.web.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import si.paka.model.DeviceId;
import si.paka.model.DeviceTwin;
import si.paka.model.decision.OperatorOverride;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileInfo;
import si.paka.web.Ports;
import si.paka.web.Sight;

/** The devices that were looked for, a page of them, and the form to look for others. */
final class DeviceList {
    private static final int FEW = 3;

    private final Html html;
    private final View view;
    private final Ports ports;
    private final Texts texts;
    private final Sight sight;
    private final DeviceFilter filter;

    DeviceList(Html html, View view, Sight sight, DeviceFilter filter) {
        this.html = html;
        this.view = view;
        this.ports = view.ports();
        this.texts = view.texts();
        this.sight = sight;
        this.filter = filter;
    }

    void write() {
        List<Device> all = ports.register().list().stream().filter(sight::sees).toList();
        DeviceFilter.Found found = filter.apply(all, this::kind, this::seen);
        html.raw("<section id=\"devices\">").element("h2", "", texts.get("devices") + " (" + found.total() + ")");
        if (all.isEmpty()) {
            html.element("p", "", texts.get("devices.none")).raw("</section>");
            return;
        }
        search(all);
        if (found.total() == 0) {
            html.element("p", "", texts.get("devices.nothing"));
        }
        Map<DeviceId, OperatorOverride> overrides = ports.overrides().list().stream()
                .collect(Collectors.toMap(OperatorOverride::target, one -> one, (one, other) -> other));
        html.raw("<div class=\"cards\">");
        DeviceCard card = new DeviceCard(html, view, sight.who(), overrides, query(found.page()));
        found.devices().forEach(device -> card.write(device, found.total() <= FEW));
        html.raw("</div>");
        pages(found);
        html.raw("</section>");
    }

    private void search(List<Device> all) {
        html.raw("<form class=\"search\" role=\"search\"><label>").text(texts.get("search"));
        html.raw("<input type=\"search\" name=\"q\" maxlength=\"100\" autocapitalize=\"none\"")
                .attribute("value", filter.words())
                .raw("></label><label>");
        html.text(texts.get("kind")).raw("<select name=\"kind\">");
        option("", texts.get("kind.all"), filter.kind());
        Map<String, String> kinds = new TreeMap<>();
        all.forEach(device -> kinds.put(kind(device), texts.kind(kind(device))));
        kinds.forEach((kind, name) -> option(kind, name, filter.kind()));
        html.raw("</select></label><label>").text(texts.get("order")).raw("<select name=\"order\">");
        option("name", texts.get("order.name"), filter.order());
        option("seen", texts.get("order.seen"), filter.order());
        html.raw("</select></label>").element("button", "", texts.get("find")).raw("</form>");
    }

    private void option(String value, String name, String chosen) {
        html.raw("<option").attribute("value", value).raw(value.equals(chosen) ? " selected>" : ">");
        html.text(name).raw("</option>");
    }

    private void pages(DeviceFilter.Found found) {
        if (found.pages() == 1) {
            return;
        }
        html.raw("<nav class=\"pages\">");
        if (found.page() > 1) {
            link(found.page() - 1, "‹ " + texts.get("page.before"));
        }
        html.element("span", "", found.page() + " / " + found.pages());
        if (found.page() < found.pages()) {
            link(found.page() + 1, texts.get("page.next") + " ›");
        }
        html.raw("</nav>");
    }

    private void link(int page, String text) {
        html.raw("<a").attribute("href", query(page) + "#devices").raw(">");
        html.text(text).raw("</a>");
    }

    private String query(int page) {
        return "?q=" + encoded(filter.words()) + "&kind=" + encoded(filter.kind()) + "&order=" + filter.order()
                + "&page=" + page;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
    }

    private String kind(Device device) {
        return ports.profiles()
                .find(device.profile())
                .map(ProfileInfo::entityType)
                .orElse("");
    }

    private Instant seen(Device device) {
        return ports.twins().find(device.id()).map(DeviceTwin::lastSeen).orElse(Instant.EPOCH);
    }
}
