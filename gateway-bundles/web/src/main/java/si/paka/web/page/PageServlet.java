package si.paka.web.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.access.Principal;
import si.paka.web.Ports;
import si.paka.web.Problem;
import si.paka.web.Sessions;

/** The page for people at {@code /}, its forms, its style and its script. It works without the script, only not live. */
public final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(PageServlet.class);
    private static final int YEAR_s = 365 * 24 * 3600;

    private final transient Ports ports;
    private final transient Sessions sessions;
    private final transient FormDeeds deeds;

    public PageServlet(Ports ports) {
        this.ports = ports;
        this.sessions = new Sessions(ports.accounts());
        this.deeds = new FormDeeds(ports);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Sessions.harden(response);
        request.setCharacterEncoding("UTF-8");
        switch (request.getMethod()) {
            case "GET", "HEAD" -> get(request, response);
            case "POST" -> post(request, response);
            default -> {
                response.setHeader("Allow", "GET, HEAD, POST");
                response.setStatus(405);
            }
        }
    }

    private void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        for (Static one : Static.values()) {
            if (one.path().equals(path)) {
                response.setHeader("Cache-Control", "max-age=" + YEAR_s + ", immutable");
                write(response, one.type(), one.content());
                return;
            }
        }
        switch (path) {
            case "/" -> page(request, response, "");
            case "/login", "/claim" -> response.sendRedirect("/");
            case "/favicon.ico" -> {
                response.setHeader("Cache-Control", "max-age=86400");
                response.setStatus(204);
            }
            default -> nothing(request, response);
        }
    }

    private void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Texts texts = Texts.of(language(request, response));
        try {
            Optional<String> secret = sessions.secret(request);
            Optional<Principal> who = sessions.find(request);
            Forms.check(request, who.flatMap(known -> secret));
            Optional<Cookie> cookie = deeds.act(request, who, secret);
            cookie.ifPresent(response::addCookie);
            response.setStatus(303);
            response.setHeader("Location", back(request));
        } catch (Problem e) {
            response.setStatus(e.status());
            page(request, response, texts.problem(e));
        } catch (IllegalArgumentException e) {
            response.setStatus(400);
            page(request, response, e.getMessage());
        } catch (RuntimeException e) { // the edge: one failing form must not stop the others
            log.error("{} failed", request.getRequestURI(), e);
            response.setStatus(500);
            page(request, response, texts.get("failed"));
        }
    }

    /** Where the form stood, only on this page. */
    private static String back(HttpServletRequest request) {
        String back = request.getParameter("back");
        return back != null && back.matches("\\?[A-Za-z0-9=&%+._~-]{0,600}(#d-[A-Za-z0-9._:-]{1,64})?")
                ? "/" + back
                : "/";
    }

    private void page(HttpServletRequest request, HttpServletResponse response, String said) throws IOException {
        Texts texts = Texts.of(language(request, response));
        Optional<Principal> who = sessions.find(request);
        String word = sessions.secret(request).map(Forms::word).orElse("");
        View view = new View(ports, texts, who, word, said);
        String page = who.isPresent() ? new CabinetPage(view, filter(request)).write() : EntryPage.write(view);
        write(response, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    private void nothing(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(404);
        page(request, response, Texts.of(language(request, response)).get("nothing"));
    }

    private static DeviceFilter filter(HttpServletRequest request) {
        String page = parameter(request, "page");
        return new DeviceFilter(
                parameter(request, "q"),
                parameter(request, "kind"),
                parameter(request, "order"),
                page.matches("\\d{1,5}") ? Integer.parseInt(page) : 1);
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    /** As chosen before, else as the browser likes it; Slovenian if it does not say English. */
    private static String language(HttpServletRequest request, HttpServletResponse response) {
        String asked = request.getParameter("lang");
        if ("sl".equals(asked) || "en".equals(asked)) {
            Cookie cookie = new Cookie("lang", asked);
            cookie.setPath("/");
            cookie.setMaxAge(YEAR_s);
            cookie.setSecure(true);
            cookie.setHttpOnly(true);
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

    private static void write(HttpServletResponse response, String type, byte[] content) throws IOException {
        response.setContentType(type);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }
}
