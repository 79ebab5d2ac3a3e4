package si.paka.web.api;

import java.util.ArrayList;
import java.util.List;

/**
 * What a call takes, for the API's description.
 *
 * @param body fields of the JSON object in the body; empty if there is none
 * @param query parameters
 * @param array whether the body is an array of such objects
 */
record Shape(List<Field> body, List<Field> query, boolean array) {
    static final Shape NOTHING = new Shape(List.of(), List.of(), false);
    static final Shape DEVICE = body("transport", "address", "profile", "asset", "owner", "consent")
            .withOptional("id", "string")
            .withOptional("name", "string")
            .withOptional("operator", "string")
            .withOptional("jurisdiction", "string")
            .withOptional("lat", "number")
            .withOptional("lon", "number")
            .withOptional("raw", "boolean")
            .withOptional("attributes", "object")
            .withOptional("psk", "object");

    /** @param type JSON Schema's, or {@code instant} */
    record Field(String name, String type, boolean required) {}

    /** Required texts. */
    static Shape body(String... names) {
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(new Field(name, name.equals("expiresAt") ? "instant" : "string", true));
        }
        return new Shape(fields, List.of(), false);
    }

    static Shape query(String... names) {
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            String type =
                    name.equals("limit") ? "integer" : List.of("from", "to").contains(name) ? "instant" : "string";
            fields.add(new Field(name, type, false));
        }
        return new Shape(List.of(), fields, false);
    }

    Shape with(String name, String type) {
        return plus(new Field(name, type, true));
    }

    Shape withOptional(String name, String type) {
        return plus(new Field(name, type, false));
    }

    private Shape plus(Field field) {
        List<Field> fields = new ArrayList<>(body);
        fields.add(field);
        return new Shape(fields, query, array);
    }

    Shape many() {
        return new Shape(body, query, true);
    }
}
