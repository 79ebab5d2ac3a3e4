package si.paka.web.page;

/** HTML as text, everything from outside escaped. */
final class Html {
    private final StringBuilder text = new StringBuilder(16 << 10);

    /** Markup of our own. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Text, escaped. */
    Html text(Object value) {
        String plain = String.valueOf(value);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '"' -> text.append("&quot;");
                case '\'' -> text.append("&#39;");
                default -> text.append(c);
            }
        }
        return this;
    }

    /** An element that holds only text; attributes are our own markup. */
    Html element(String name, String attributes, Object content) {
        text.append('<').append(name);
        if (!attributes.isEmpty()) {
            text.append(' ').append(attributes);
        }
        text.append('>');
        text(content);
        text.append("</").append(name).append('>');
        return this;
    }

    /** An attribute with its value escaped, and a space before it. */
    Html attribute(String name, Object value) {
        text.append(' ').append(name).append("=\"");
        text(value);
        text.append('"');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
