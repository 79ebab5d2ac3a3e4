package si.paka.web.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import si.paka.web.Problem;

/** What the page says, in Slovenian or English. */
final class Texts {
    private static final Texts SLOVENIAN = new Texts("sl");
    private static final Texts ENGLISH = new Texts("en");

    private final String language;
    private final Properties texts = new Properties();

    private Texts(String language) {
        this.language = language;
        try (var in = Texts.class.getResourceAsStream("texts_" + language + ".properties")) {
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Texts of(String language) {
        return "en".equals(language) ? ENGLISH : SLOVENIAN;
    }

    String language() {
        return language;
    }

    boolean isSlovenian() {
        return language.equals("sl");
    }

    String get(String key) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("there is no text " + key + " in " + language);
        }
        return text;
    }

    /** What a health check is called; one that has no name here is called by its own. */
    String check(String name) {
        if (name.startsWith("uplink.")) {
            return get("check.uplink") + " " + name.substring("uplink.".length());
        }
        return texts.getProperty("check." + name, name);
    }

    String alarm(String kind) {
        return texts.getProperty("alarm.kind." + kind, kind);
    }

    /** What to do about an alarm; the alarm's own text where there is no advice here. */
    String alarmHint(String kind, String text) {
        return texts.getProperty("alarm.hint." + kind, text);
    }

    /** What devices of an entity type are called. */
    String kind(String entityType) {
        return texts.getProperty("kind." + entityType, entityType.isEmpty() ? get("kind.unknown") : entityType);
    }

    /** What went wrong, for people: a few things in their language, else as it was said. */
    String problem(Problem problem) {
        if (problem.retryAfter().isPresent() && problem.status() == 429) {
            return get("problem.slow") + " " + problem.retryAfter().getAsLong() + " s.";
        }
        return switch (problem.getMessage()) {
            case "user or password is wrong" -> get("problem.login");
            case "log in first" -> get("ended");
            case "this form is of an earlier session; load the page anew" -> get("problem.session");
            default ->
                problem.getMessage().startsWith("the claim code is wrong")
                        ? get("problem.claim")
                        : problem.getMessage();
        };
    }

    Properties all() {
        return texts;
    }
}
