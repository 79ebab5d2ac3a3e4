package si.paka.web.ngsild;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;

/** The forms of an entity (ETSI GS CIM 009, 4.5): normalised as it is made, key-values, chosen attributes. */
final class EntityForm {
    static final String CONTEXT = "@context";

    private static final ObjectMapper JSON = new ObjectMapper();

    private EntityForm() {}

    static ObjectNode read(byte[] entity) {
        try {
            return (ObjectNode) JSON.readTree(entity);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isMember(String name) {
        return name.equals("id") || name.equals("type") || name.equals(CONTEXT);
    }

    static boolean hasOneOf(ObjectNode entity, Set<String> attributes) {
        return attributes.isEmpty() || attributes.stream().anyMatch(entity::has);
    }

    static ObjectNode only(ObjectNode entity, Set<String> attributes) {
        if (!attributes.isEmpty()) {
            entity.properties().removeIf(one -> !isMember(one.getKey()) && !attributes.contains(one.getKey()));
        }
        return entity;
    }

    /** Each attribute as its bare value; what is said about it goes. */
    static ObjectNode keyValues(ObjectNode entity) {
        ObjectNode bare = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> one : entity.properties()) {
            JsonNode attribute = one.getValue();
            bare.set(
                    one.getKey(),
                    isMember(one.getKey())
                            ? attribute
                            : attribute.has("object") ? attribute.get("object") : attribute.get("value"));
        }
        return bare;
    }
}
