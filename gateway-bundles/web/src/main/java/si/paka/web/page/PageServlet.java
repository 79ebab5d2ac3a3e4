package si.paka.web.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import si.paka.model.access.Principal;
import si.paka.web.Ports;
import si.paka.web.Sessions;

/** The page for people at {@code /}, and its style and script. */
public final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> STATIC =
            Map.of("/static/paka.css", "text/css; charset=utf-8", "/static/paka.js", "text/javascript; charset=utf-8");

    private final transient Ports ports;
    private final transient Sessions sessions;

    public PageServlet(Ports ports) {
        this.ports = ports;
        this.sessions = new Sessions(ports.accounts());
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Sessions.harden(response);
        String path = request.getRequestURI();
        if (STATIC.containsKey(path)) {
            serve(path, response);
            return;
        }
        if (!path.equals("/") && !path.equals("/login") && !path.equals("/claim")) {
            response.sendError(404);
            return;
        }
        Texts texts = Texts.of(language(request, response));
        Optional<Principal> who = sessions.find(request);
        String page =
                who.isPresent() ? new CabinetPage(ports, texts, who.get()).write() : EntryPage.write(ports, texts);
        response.setContentType("text/html; charset=utf-8");
        response.getOutputStream().write(page.getBytes(StandardCharsets.UTF_8));
    }

    /** As chosen before, else as the browser likes it; Slovenian if it does not say English. */
    private static String language(HttpServletRequest request, HttpServletResponse response) {
        String asked = request.getParameter("lang");
        if ("sl".equals(asked) || "en".equals(asked)) {
            Cookie cookie = new Cookie("lang", asked);
            cookie.setPath("/");
            cookie.setMaxAge(365 * 24 * 3600);
            cookie.setSecure(true);
            cookie.setAttribute("SameSite", "Strict");
            response.addCookie(cookie);
            return asked;
        }
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals("lang")) {
                    return cookie.getValue();
                }
            }
        }
        String accepted = request.getHeader("Accept-Language");
        return accepted != null && accepted.startsWith("en") ? "en" : "sl";
    }

    private static void serve(String path, HttpServletResponse response) throws IOException {
        try (InputStream in = PageServlet.class.getResourceAsStream(path.substring("/static/".length()))) {
            response.setContentType(STATIC.get(path));
            response.setHeader("Cache-Control", "max-age=3600");
            in.transferTo(response.getOutputStream());
        }
    }
}
