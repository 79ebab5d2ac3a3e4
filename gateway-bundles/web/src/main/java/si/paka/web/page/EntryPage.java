package si.paka.web.page;

/** Where people come in: claiming a new cabinet, or logging in. */
final class EntryPage {
    private EntryPage() {}

    static String write(View view) {
        Texts texts = view.texts();
        boolean claim = view.ports().accounts().isUnclaimed();
        String deed = claim ? "claim" : "login";
        Html html = new Html();
        Frame.head(html, view, texts.get(deed));
        html.raw("<section class=\"entry\">");
        if (claim) {
            html.element("p", "", texts.get("claim.how"));
        }
        html.raw("<form method=\"post\" action=\"/" + deed + "\" data-" + deed + ">");
        if (claim) {
            input(
                    html,
                    texts.get("claim.code"),
                    "name=\"code\" required autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\"");
        }
        input(
                html,
                texts.get("user"),
                "name=\"user\" required maxlength=\"64\" pattern=\"[A-Za-z0-9._\\-]+\" autocomplete=\"username\""
                        + " autocapitalize=\"none\" spellcheck=\"false\"");
        input(
                html,
                texts.get(claim ? "password.new" : "password"),
                "name=\"password\" type=\"password\" required maxlength=\"200\""
                        + (claim
                                ? " minlength=\"10\" autocomplete=\"new-password\""
                                : " autocomplete=\"current-password\""));
        html.element("button", "", texts.get(deed)).raw("</form></section>");
        Frame.foot(html, view);
        return html.toString();
    }

    private static void input(Html html, String label, String attributes) {
        html.raw("<label>").text(label).raw("<input " + attributes + "></label>");
    }
}
