package si.paka.adapter.lorawan;

import java.time.Instant;
import java.util.List;

/**
 * A device was heard without application data.
 *
 * @param devEui 16 hex digits in lower case
 * @param hint what its network server calls it; may be empty
 * @param joined whether it has just joined, so that it may have forgotten what it was told
 * @param fCnt full frame counter, -1 if there is none
 * @param channel as in {@link Uplink}; null if it was not told
 * @param receptions as in {@link Uplink}
 */
public record LifeSign(
        String devEui,
        String hint,
        boolean joined,
        long fCnt,
        RadioChannel channel,
        List<Reception> receptions,
        Instant at) {
    public LifeSign {
        receptions = List.copyOf(receptions);
    }
}
