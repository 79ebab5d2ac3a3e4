package si.paka.adapter.lorawan.radio;

import java.time.Instant;
import si.paka.adapter.lorawan.mac.DataRate;

/**
 * One concentrator's reception.
 *
 * @param gateway EUI of the concentrator, 16 hex digits in lower case
 * @param phy handed over, nobody changes it
 * @param at when the cabinet was told (UTC)
 * @param at_us the same by the cabinet's clock that is never set
 */
public record HeardFrame(
        String gateway,
        byte[] phy,
        DataRate dataRate,
        long frequency_Hz,
        double rssi_dBm,
        double snr_dB,
        RxTime time,
        Instant at,
        long at_us) {}
