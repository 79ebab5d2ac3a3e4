package si.paka.web.page;

/** What stands around every page. */
final class Frame {
    private Frame() {}

    static void head(Html html, View view, String title) {
        Texts texts = view.texts();
        html.raw("<!doctype html><html lang=\"" + texts.language() + "\"><head><meta charset=\"utf-8\">");
        html.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.element("title", "", "Paka · " + title);
        html.raw("<link rel=\"stylesheet\"")
                .attribute("href", Static.CSS.path())
                .raw(">");
        html.raw("<script defer").attribute("src", Static.JS.path()).raw("></script>");
        html.raw("</head><body")
                .attribute("data-offline", texts.get("offline"))
                .attribute("data-ended", texts.get("ended"))
                .raw("><header>");
        html.element("h1", "", title).raw("<nav>");
        html.raw("<a href=\"?lang=sl\" lang=\"sl\">Slovensko</a> <a href=\"?lang=en\" lang=\"en\">English</a>");
        view.who().ifPresent(who -> {
            html.raw(" ").element("span", "class=\"who\"", who.name()).raw(" ");
            html.raw("<form method=\"post\" action=\"/logout\">");
            word(html, view);
            html.element("button", "", texts.get("logout")).raw("</form>");
        });
        html.raw("</nav></header><main><p id=\"live\" role=\"status\" hidden></p>");
        if (!view.said().isEmpty()) {
            html.element("p", "id=\"message\" role=\"alert\"", view.said());
        }
    }

    static void word(Html html, View view) {
        html.raw("<input type=\"hidden\" name=\"" + Forms.WORD + "\" value=\"" + view.word() + "\">");
    }

    static void foot(Html html, View view) {
        html.raw("</main><footer><small>Paka ")
                .text(view.ports().cabinet().version())
                .raw(" · ");
        html.text(view.texts().get("fingerprint"))
                .raw(": <code>")
                .text(view.ports().identity().fingerprint());
        html.raw("</code></small></footer></body></html>");
    }
}
