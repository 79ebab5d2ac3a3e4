package si.paka.web.page;

import si.paka.model.access.Principal;
import si.paka.web.Ports;

/** What stands around every page. */
final class Frame {
    private Frame() {}

    static void head(Html html, Texts texts, String title, Principal who) {
        html.raw("<!doctype html><html lang=\"" + texts.language() + "\"><head><meta charset=\"utf-8\">");
        html.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        html.element("title", "", "Paka · " + title);
        html.raw("<link rel=\"stylesheet\" href=\"/static/paka.css\"><script src=\"/static/paka.js\" defer></script>");
        html.raw("</head><body><header>").element("h1", "", title).raw("<nav>");
        html.raw("<a href=\"?lang=sl\" lang=\"sl\">Slovensko</a> <a href=\"?lang=en\" lang=\"en\">English</a>");
        if (who != null) {
            html.raw(" ").element("span", "class=\"who\"", who.name());
            html.raw(" <button data-logout>").text(texts.get("logout")).raw("</button>");
        }
        html.raw("</nav></header><main>");
    }

    static void foot(Html html, Texts texts, Ports ports) {
        html.raw("</main><footer><small>Paka ").text(ports.cabinet().version()).raw(" · ");
        html.text(texts.get("fingerprint"))
                .raw(": <code>")
                .text(ports.identity().fingerprint());
        html.raw("</code></small></footer></body></html>");
    }
}
