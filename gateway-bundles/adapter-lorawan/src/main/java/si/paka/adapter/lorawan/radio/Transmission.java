package si.paka.adapter.lorawan.radio;

import java.time.Duration;
import java.util.Optional;
import si.paka.adapter.lorawan.mac.DataRate;

/**
 * What a concentrator is to transmit.
 *
 * @param id names it in the answer
 * @param devEui for whom; empty for a multicast group
 * @param after the uplink that it follows, by the concentrator's clock; empty: at once
 * @param delay from the end of that uplink
 * @param secondWindow whether it goes into RX2
 * @param classC whether the device listens all the time
 */
public record Transmission(
        long id,
        String devEui,
        byte[] phy,
        DataRate dataRate,
        long frequency_Hz,
        int eirp_dBm,
        Optional<RxTime> after,
        Duration delay,
        boolean secondWindow,
        boolean classC) {
    public Duration airtime() {
        return dataRate.airtime(phy.length, false);
    }
}
