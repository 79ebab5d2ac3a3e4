package si.paka.model.device;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * An LwM2M object, instance or resource to observe, with its notification attributes (OMA LwM2M core, 5.1.2).
 *
 * @param path e.g. {@code /3311/0/5851}
 * @param pmin seconds, at most this often
 * @param pmax seconds, at least this often
 * @param gt notify when the value rises above
 * @param lt notify when the value falls below
 * @param st notify when the value changes by at least this
 */
public record ResourceObservation(
        String path, OptionalInt pmin, OptionalInt pmax, OptionalDouble gt, OptionalDouble lt, OptionalDouble st) {}
