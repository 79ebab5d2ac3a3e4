package si.paka.web.ngsild;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntityQueryTest {
    private static EntityQuery read(Map<String, String> parameters) {
        return EntityQuery.read(parameters.keySet(), parameters::get);
    }

    private static String refused(String name, String value) {
        Refusal refusal = assertThrows(Refusal.class, () -> read(Map.of(name, value)));
        assertEquals(Refusal.Kind.BadRequestData, refusal.kind());
        return refusal.getMessage();
    }

    @Test
    void withoutParametersTheFirstTwentyOfAll() {
        EntityQuery query = read(Map.of());
        assertEquals(new EntityQuery(Set.of(), Set.of(), Set.of(), 20, 0, false, false), query);
        assertTrue(query.asks("WasteContainer", "urn:ngsi-ld:WasteContainer:velenje:1"));
    }

    @Test
    void listsAreSeparatedByCommas() {
        EntityQuery query = read(Map.of(
                "type", "WasteContainer,ParkingSpot",
                "attrs", "status",
                "limit", "5",
                "offset", "10",
                "options", "keyValues,count"));
        assertTrue(query.asks("ParkingSpot", "urn:x:1"));
        assertFalse(query.asks("Streetlight", "urn:x:1"));
        assertEquals(5, query.limit());
        assertEquals(10, query.offset());
        assertTrue(query.keyValues());
        assertTrue(query.count());
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithWhatIs() {
        assertEquals("limit is \"1001\", expected 0..1000", refused("limit", "1001"));
        assertEquals("limit is \"-1\", expected 0..1000", refused("limit", "-1"));
        assertEquals("limit is \"0\", expected 1..1000, or 0 with count=true", refused("limit", "0"));
        assertEquals("count is \"yes\", expected true or false", refused("count", "yes"));
        assertEquals(
                "options is \"sysAttrs\", expected keyValues, simplified, normalized or count",
                refused("options", "sysAttrs"));
        assertTrue(refused("id", "bin 1").startsWith("id is \"bin 1\", expected URIs"));
        assertTrue(refused("type", "../x").startsWith("type is \"../x\", expected names"));
        assertTrue(refused("q", "temperature>3").startsWith("parameter q is not understood, expected one of [attrs,"));
    }

    @Test
    void keyValuesAreBareAndChosenAttributesStayWithTheIdentity() {
        ObjectNode entity = EntityForm.read(("""
                {"id":"urn:ngsi-ld:ParkingSpot:velenje:7","type":"ParkingSpot",
                 "status":{"type":"Property","value":"free","observedAt":"2026-11-22T16:00:00Z"},
                 "refParkingSite":{"type":"Relationship","object":"urn:ngsi-ld:OnStreetParking:velenje:P3"},
                 "@context":"https://cabinet/c.jsonld"}""").getBytes(StandardCharsets.UTF_8));
        assertEquals(
                "{\"id\":\"urn:ngsi-ld:ParkingSpot:velenje:7\",\"type\":\"ParkingSpot\",\"status\":\"free\","
                        + "\"refParkingSite\":\"urn:ngsi-ld:OnStreetParking:velenje:P3\","
                        + "\"@context\":\"https://cabinet/c.jsonld\"}",
                EntityForm.keyValues(entity).toString());
        assertTrue(EntityForm.hasOneOf(entity, Set.of("status", "width")));
        assertFalse(EntityForm.hasOneOf(entity, Set.of("width")));
        ObjectNode only = EntityForm.only(entity, Set.of("status"));
        assertEquals(4, only.size());
        assertFalse(only.has("refParkingSite"));
    }
}
