package si.paka.web.page;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import si.paka.model.access.Principal;
import si.paka.model.port.InvalidDeviceException;
import si.paka.web.Deeds;
import si.paka.web.Ports;
import si.paka.web.Problem;
import si.paka.web.Sessions;
import si.paka.web.Waiting;

/** What the page's forms do. */
final class FormDeeds {
    private final Ports ports;
    private final Deeds deeds;

    FormDeeds(Ports ports) {
        this.ports = ports;
        this.deeds = new Deeds(ports);
    }

    /**
     * Does what a form asks for.
     *
     * @return a cookie to set
     * @throws Problem if it can't be done
     */
    Optional<Cookie> act(HttpServletRequest form, Optional<Principal> who, Optional<String> secret) {
        String path = form.getRequestURI();
        switch (path) {
            case "/login" -> {
                return Optional.of(login(form));
            }
            case "/claim" -> {
                Waiting.await(ports.accounts()
                        .claim(
                                text(form, "code"),
                                text(form, "user"),
                                text(form, "password").toCharArray()));
                return Optional.of(login(form));
            }
            case "/logout" -> {
                secret.ifPresent(ports.accounts()::logout);
                Cookie gone = Sessions.cookie("");
                gone.setMaxAge(0);
                return Optional.of(gone);
            }
            default -> actAs(who.orElseThrow(() -> new Problem(401, "log in first")), path, form);
        }
        return Optional.empty();
    }

    private Cookie login(HttpServletRequest form) {
        return Sessions.cookie(Waiting.await(ports.accounts()
                .login(text(form, "user"), text(form, "password").toCharArray())));
    }

    private void actAs(Principal who, String path, HttpServletRequest form) {
        switch (path) {
            case "/override" ->
                deeds.override(
                        who,
                        text(form, "target"),
                        number(form, "value", 100),
                        text(form, "reason"),
                        Instant.now(ports.clock()).plus(Duration.ofHours(number(form, "hours", 720))));
            case "/override/clear" -> deeds.clearOverride(who, text(form, "target"));
            case "/alarm/ack" -> deeds.acknowledge(who, text(form, "alarm"));
            case "/device/approve" -> approve(who, form);
            default -> throw new Problem(404, "there is no such form");
        }
    }

    private void approve(Principal who, HttpServletRequest form) {
        Map<String, String> fields = new LinkedHashMap<>();
        form.getParameterMap().forEach((name, values) -> {
            if (!values[0].isBlank() && !name.equals(Forms.WORD) && !name.equals("device")) {
                fields.put(name, values[0].strip());
            }
        });
        try {
            deeds.approveWaiting(who, text(form, "device"), fields);
        } catch (InvalidDeviceException e) {
            throw new Problem(422, e.getMessage());
        }
    }

    private static String text(HttpServletRequest form, String name) {
        String value = form.getParameter(name);
        if (value == null || value.isBlank()) {
            throw new Problem(400, name + " is missing");
        }
        return value;
    }

    private static int number(HttpServletRequest form, String name, int most) {
        String text = text(form, name);
        if (text.matches("\\d{1,4}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new Problem(400, name + " is \"" + text + "\", expected 0.." + most);
    }
}
