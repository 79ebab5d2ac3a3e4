package si.paka.adapter.lorawan;

import java.util.Optional;

/** {@code application/<id>/device/<devEui>/event/<kind>} of ChirpStack's MQTT integration. */
record EventTopic(String application, String devEui, String kind) {

    /** Empty if it is another topic. */
    static Optional<EventTopic> parse(String topic) {
        String[] levels = topic.split("/", 8);
        boolean known = levels.length == 6
                && levels[0].equals("application")
                && levels[2].equals("device")
                && levels[4].equals("event")
                && levels[1].matches("[A-Za-z0-9-]{1,64}")
                && isEui(levels[3]);
        return known
                ? Optional.of(new EventTopic(levels[1], levels[3].toLowerCase(java.util.Locale.ROOT), levels[5]))
                : Optional.empty();
    }

    static boolean isEui(String text) {
        if (text.length() != 16) {
            return false;
        }
        for (int i = 0; i < 16; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
