package si.paka.profiles;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JSON-LD context of all that is emitted: the terms of NGSI-LD itself and those common to the Smart Data Models
 * ({@code context-terms.json}), then each type and attribute, in its model's namespace or in ours. It names no other document,
 * so that it can be used without a network; an NGSI-LD broker adds the core context by itself (ETSI GS CIM 009, 5.5.7).
 */
final class JsonLdContext {
    static final String OURS = "https://paka.si/ns/";

    private static final String MODELS = "https://smartdatamodels.org/dataModel.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ProfileLibrary library;
    private final ObjectNode fixed = terms();
    private final Map<String, String> terms = new TreeMap<>();

    private JsonLdContext(ProfileLibrary library) {
        this.library = library;
    }

    static byte[] of(ProfileLibrary library) {
        JsonLdContext context = new JsonLdContext(library);
        context.library.shapes().forEach(context::type);
        context.library.properties().forEach(context::attributes);
        for (DeviceProfile profile : library.profiles()) {
            String type = profile.info().entityType();
            context.term(type, library.shape(type));
            profile.emitted().forEach(mapping -> {
                Placement place = mapping.property().in(type);
                context.own(place.attribute());
                context.own(place.member());
            });
        }
        return context.write();
    }

    /** Terms that no file of ours gives a meaning. */
    private static ObjectNode terms() {
        try (InputStream in = JsonLdContext.class.getResourceAsStream("context-terms.json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void type(EntityShape shape) {
        term(shape.type(), shape);
        shape.relationships().values().forEach(this::own);
        shape.named().forEach(attribute -> term(attribute, shape));
    }

    private void attributes(PropertyDefinition property) {
        for (String type : property.entityTypes()) {
            Placement place = property.in(type);
            term(place.attribute(), library.shape(type));
            term(place.member(), library.shape(type));
        }
        own(property.usual().attribute());
        own(property.usual().member());
    }

    /** The first model that has a term names it: one context can give it one meaning only. */
    private void term(String name, EntityShape shape) {
        if (shape.model().isEmpty()) {
            own(name);
        } else if (!name.isEmpty()) {
            terms.putIfAbsent(name, MODELS + shape.model() + "/" + name);
        }
    }

    private void own(String name) {
        if (!name.isEmpty()) {
            terms.putIfAbsent(name, OURS + name);
        }
    }

    private byte[] write() {
        ObjectNode context = fixed.deepCopy();
        terms.forEach((name, iri) -> {
            if (!context.has(name)) {
                context.put(name, iri);
            }
        });
        try {
            return JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(JSON.createObjectNode().set("@context", context));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
