package si.paka.model;

import static java.util.Objects.requireNonNull;

/**
 * Where a device is found on its transport: the DevEUI in lower-case hex, the LwM2M endpoint name, or the id in a CoAP
 * path.
 */
public record DeviceAddress(Transport transport, String value) {
    public DeviceAddress {
        requireNonNull(transport, "transport is null");
        Ids.device("device address", value);
    }

    @Override
    public String toString() {
        return transport.name().toLowerCase(java.util.Locale.ROOT) + ":" + value;
    }
}
