package si.paka.model.device;

import java.util.OptionalInt;

/**
 * An LwM2M resource to observe, with its notification attributes.
 *
 * @param path e.g. {@code /3311/0/5851}
 * @param pmin seconds, at most this often
 * @param pmax seconds, at least this often
 */
public record ResourceObservation(String path, OptionalInt pmin, OptionalInt pmax) {}
