package si.paka.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import si.paka.model.access.Accounts;
import si.paka.model.access.Principal;

/** Who sends a request: a person by the session cookie, a machine by its bearer token. */
public final class Sessions {
    private static final String COOKIE = "paka";
    private static final String BEARER = "Bearer ";
    private static final String BY_ITSELF = "X-Paka-Live";

    private final Accounts accounts;

    public Sessions(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Who it is; what a page asks by itself does not count as somebody's activity. */
    public Optional<Principal> find(HttpServletRequest request) {
        return find(request, request.getHeader(BY_ITSELF) == null);
    }

    /** Who it is, without counting as activity. */
    public Optional<Principal> peek(HttpServletRequest request) {
        return find(request, false);
    }

    private Optional<Principal> find(HttpServletRequest request, boolean activity) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.startsWith(BEARER)) {
            return accounts.findToken(authorization.substring(BEARER.length()).strip());
        }
        return secret(request).flatMap(activity ? accounts::findSession : accounts::peekSession);
    }

    /** Tells later whether whoever sent this request is still let in; safe after the request is over. */
    public BooleanSupplier watch(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        String secret = secret(request).orElse("");
        return authorization != null && authorization.startsWith(BEARER)
                ? () -> accounts.findToken(
                                authorization.substring(BEARER.length()).strip())
                        .isPresent()
                : () -> accounts.peekSession(secret).isPresent();
    }

    /** The secret in the session cookie. */
    public Optional<String> secret(HttpServletRequest request) {
        if (request.getCookies() != null) {
            for (Cookie cookie : request.getCookies()) {
                if (cookie.getName().equals(COOKIE) && !cookie.getValue().isEmpty()) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    public static Cookie cookie(String secret) {
        Cookie cookie = new Cookie(COOKIE, secret);
        cookie.setPath("/");
        cookie.setSecure(true);
        cookie.setHttpOnly(true);
        cookie.setAttribute("SameSite", "Strict");
        return cookie;
    }

    /** Headers that every answer carries. */
    public static void harden(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Strict-Transport-Security", "max-age=31536000");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        response.setHeader("Cache-Control", "no-store");
    }
}
