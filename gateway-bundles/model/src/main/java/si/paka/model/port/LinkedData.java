package si.paka.model.port;

import java.util.Optional;
import si.paka.model.device.Device;

/** What consumers of NGSI-LD entities need besides {@link EntityMapper}. Served by {@code profiles}; safe from any thread. */
public interface LinkedData {
    /** Path at which {@code web} serves {@link #context()}. */
    String CONTEXT_PATH = "/ngsi-ld/contexts/paka-v1.jsonld";

    /** Where entities say that their JSON-LD context is; empty while nothing serves it. */
    Optional<String> contextUrl();

    /** The JSON-LD context of all that is emitted, UTF-8; needs no other document. */
    byte[] context();

    /**
     * A standing alarm as an {@code Alert} entity in normalised form, UTF-8 JSON.
     *
     * @param device that it is about; empty for the cabinet itself
     */
    byte[] toAlert(String town, Alarms.Alarm alarm, Optional<Device> device);
}
