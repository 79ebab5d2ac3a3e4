package si.paka.adapter.lorawan.chirpstack;

import java.util.Locale;
import java.util.Optional;

/**
 * {@code application/<id>/device/<devEui>/event/<kind>} of ChirpStack's MQTT integration.
 *
 * @param devEui 16 hex digits in lower case
 */
record EventTopic(String application, String devEui, String kind) {
    private static final String FIRST = "application/";
    private static final String SECOND = "/device/";
    private static final String THIRD = "/event/";
    private static final int EUI = 16;
    private static final int LONGEST_NAME = 64;

    /** Empty if it is another topic. */
    static Optional<EventTopic> parse(String topic) {
        int slash = topic.indexOf('/', FIRST.length());
        int eui = slash + SECOND.length();
        int event = eui + EUI;
        int kind = event + THIRD.length();
        boolean shaped = topic.startsWith(FIRST)
                && slash > 0
                && topic.startsWith(SECOND, slash)
                && topic.startsWith(THIRD, event)
                && topic.indexOf('/', kind) < 0;
        if (!shaped || !isName(topic, FIRST.length(), slash) || !isHex(topic, eui, event)) {
            return Optional.empty();
        }
        return Optional.of(new EventTopic(
                topic.substring(FIRST.length(), slash),
                topic.substring(eui, event).toLowerCase(Locale.ROOT),
                topic.substring(kind)));
    }

    private static boolean isName(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean fits = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
            if (!fits) {
                return false;
            }
        }
        return to > from && to - from <= LONGEST_NAME;
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean fits = c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
