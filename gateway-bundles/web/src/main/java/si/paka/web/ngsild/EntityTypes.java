package si.paka.web.ngsild;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which types of entities there are (ETSI GS CIM 009, 5.2.24 to 5.2.26). */
final class EntityTypes {
    private EntityTypes() {}

    static Map<String, Object> list(List<Entities.Item> items) {
        TreeSet<String> types = new TreeSet<>();
        items.forEach(item -> types.add(item.type()));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", "urn:ngsi-ld:EntityTypeList:paka");
        body.put("type", "EntityTypeList");
        body.put("typeList", types);
        return body;
    }

    static Map<String, Object> describe(String type, List<Entities.Item> items) {
        List<Entities.Item> ofType =
                items.stream().filter(item -> item.type().equals(type)).toList();
        if (ofType.isEmpty()) {
            throw new Refusal(Refusal.Kind.ResourceNotFound, "there is no entity of type \"" + type + "\" for you");
        }
        Map<String, TreeSet<String>> attributes = new TreeMap<>();
        for (Entities.Item item : ofType) {
            item.make().properties().forEach(one -> {
                if (!EntityForm.isMember(one.getKey())) {
                    attributes
                            .computeIfAbsent(one.getKey(), name -> new TreeSet<>())
                            .add(one.getValue().path("type").asText());
                }
            });
        }
        List<Object> details = new ArrayList<>();
        attributes.forEach((name, kinds) ->
                details.add(Map.of("id", name, "type", "Attribute", "attributeName", name, "attributeTypes", kinds)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", type);
        body.put("type", "EntityTypeInfo");
        body.put("typeName", type);
        body.put("entityCount", ofType.size());
        body.put("attributeDetails", details);
        return body;
    }
}
