package si.paka.web.page;

import java.util.List;
import java.util.Locale;
import si.paka.model.device.ProfileInfo;
import si.paka.model.device.WaitingDevice;
import si.paka.web.Views;

/** A device that waits for approval, with the form that approves it. */
final class ApproveForm {
    private final Html html;
    private final View view;
    private final Texts texts;

    ApproveForm(Html html, View view) {
        this.html = html;
        this.view = view;
        this.texts = view.texts();
    }

    void write(WaitingDevice device, boolean mayApprove) {
        html.raw("<details class=\"card\"><summary>")
                .element("b", "", device.address().value())
                .raw(" ");
        String seen = new Views(view.ports()).shown(device.lastSeen(), texts.isSlovenian());
        html.element(
                "small",
                "",
                device.address().transport().name() + " " + device.hint() + " · " + device.messages() + " "
                        + texts.get("messages.dropped") + " · " + seen);
        html.raw("</summary>");
        if (mayApprove) {
            form(device);
        }
        html.raw("</details>");
    }

    private void form(WaitingDevice device) {
        html.raw("<form method=\"post\" action=\"/device/approve\" data-form>");
        Frame.word(html, view);
        html.raw("<input type=\"hidden\" name=\"device\"")
                .attribute("value", device.address().value())
                .raw("><label>");
        html.text(texts.get("profile")).raw("<select name=\"profile\" required>");
        for (ProfileInfo profile : view.ports().profiles().list()) {
            if (profile.transport() == device.address().transport()) {
                html.raw("<option").attribute("value", profile.id().value()).raw(">");
                html.text(profile.model()).raw("</option>");
            }
        }
        html.raw("</select></label>");
        input("asset", "required pattern=\"[A-Za-z0-9\\-]{1,64}\" autocapitalize=\"none\" spellcheck=\"false\"");
        input("name", "maxlength=\"100\"");
        input("owner", "required maxlength=\"64\"");
        html.raw("<label>").text(texts.get("consent")).raw("<select name=\"consent\">");
        for (String scope : List.of("none", "internal", "open")) {
            html.raw("<option value=\"" + scope + "\">")
                    .text(texts.get("consent." + scope.toLowerCase(Locale.ROOT)))
                    .raw("</option>");
        }
        html.raw("</select></label>");
        input("lat", "inputmode=\"decimal\" maxlength=\"20\"");
        input("lon", "inputmode=\"decimal\" maxlength=\"20\"");
        input("attr.category", "maxlength=\"100\"");
        input("attr.refParkingSite", "maxlength=\"100\"");
        html.element("button", "", texts.get("approve")).raw("</form>");
    }

    private void input(String name, String attributes) {
        html.raw("<label>").text(texts.get(name)).raw("<input name=\"" + name + "\" " + attributes + "></label>");
    }
}
