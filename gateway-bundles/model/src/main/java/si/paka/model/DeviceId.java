package si.paka.model;

/**
 * Names one device in this cabinet, whatever radio it speaks: a DevEUI, an LwM2M endpoint name, or a name that a
 * technician chose. {@code [A-Za-z0-9._:-]{1,64}}.
 */
public record DeviceId(String value) implements Comparable<DeviceId> {
    public DeviceId {
        Ids.device("device id", value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
