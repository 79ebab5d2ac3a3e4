package si.paka.web.page;

import si.paka.web.Ports;

/** Where people come in: claiming a new cabinet, or logging in. */
final class EntryPage {
    private EntryPage() {}

    static String write(Ports ports, Texts texts) {
        boolean claim = ports.accounts().isUnclaimed();
        Html html = new Html();
        Frame.head(html, texts, texts.get(claim ? "claim" : "login"), null);
        html.raw("<section class=\"entry\">");
        if (claim) {
            html.element("p", "", texts.get("claim.how"));
        }
        html.raw("<form " + (claim ? "data-claim" : "data-login") + ">");
        if (claim) {
            input(
                    html,
                    texts.get("claim.code"),
                    "name=\"code\" required autocomplete=\"off\" autocapitalize=\"characters\"");
        }
        input(html, texts.get("user"), "name=\"user\" required autocomplete=\"username\" autocapitalize=\"none\"");
        String minimum =
                claim ? " minlength=\"10\" autocomplete=\"new-password\"" : " autocomplete=\"current-password\"";
        input(html, texts.get("password"), "name=\"password\" type=\"password\" required" + minimum);
        html.element("button", "", texts.get(claim ? "claim" : "login")).raw("</form>");
        html.raw("<p id=\"message\" role=\"status\" aria-live=\"polite\"></p></section>");
        Frame.foot(html, texts, ports);
        return html.toString();
    }

    private static void input(Html html, String label, String attributes) {
        html.raw("<label>").text(label).raw("<input " + attributes + "></label>");
    }
}
