package si.paka.web.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

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

    Properties all() {
        return texts;
    }
}
