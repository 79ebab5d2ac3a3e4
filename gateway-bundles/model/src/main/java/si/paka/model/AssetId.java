package si.paka.model;

/**
 * Names the thing in the street (a container, a lamp post) that a device is mounted on; it outlives the device.
 * {@code [A-Za-z0-9-]{1,64}}.
 */
public record AssetId(String value) {
    public AssetId {
        Ids.name("asset id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
