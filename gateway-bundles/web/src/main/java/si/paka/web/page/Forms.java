package si.paka.web.page;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import si.paka.web.Problem;

/**
 * Forms that another site must not be able to send in somebody's name: the browser has to say that they come from here, and they
 * carry a word that only a page of this session knows.
 */
final class Forms {
    static final String WORD = "word";

    private Forms() {}

    /** The word of a session; it does not tell the session's secret. */
    static String word(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(("form " + secret).getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws Problem 403 if the form does not come from a page of ours */
    static void check(HttpServletRequest request, Optional<String> secret) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean foreign = site != null && !site.equals("same-origin") && !site.equals("none");
        if (foreign || !isOwn(request.getHeader("Origin"), request.getHeader("Host"))) {
            throw new Problem(403, "this form was not sent from the cabinet's own page");
        }
        if (secret.isPresent()) {
            String given = String.valueOf(request.getParameter(WORD));
            boolean right = MessageDigest.isEqual(
                    word(secret.get()).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
            if (!right) {
                throw new Problem(403, "this form is of an earlier session; load the page anew");
            }
        }
    }

    private static boolean isOwn(String origin, String host) {
        if (origin == null) {
            return true; // an old browser; the word decides
        }
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
