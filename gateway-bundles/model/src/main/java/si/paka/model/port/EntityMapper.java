package si.paka.model.port;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import si.paka.model.Observation;
import si.paka.model.device.Device;

/** Makes NGSI-LD of observations. Served by {@code profiles}; pure; safe from several threads. */
public interface EntityMapper {
    /**
     * What the profile's entity type requires and this device lacks or has wrong, as sentences naming the attribute; empty
     * if it may be approved.
     */
    List<String> problems(Device device);

    /** @param town as in {@code urn:ngsi-ld:<EntityType>:<town>:<assetId>} */
    String entityId(String town, Device device);

    /**
     * One entity in normalised form, UTF-8 JSON.
     *
     * @param sequence the attribute {@code uplinkSequence}; absent on open data
     */
    byte[] toEntity(
            String town, Device device, List<Observation> observations, Instant receivedAt, OptionalLong sequence);
}
