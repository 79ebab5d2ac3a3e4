package si.paka.adapter.lorawan.server;

import java.util.List;
import si.paka.adapter.lorawan.RadioChannel;
import si.paka.adapter.lorawan.Reception;
import si.paka.adapter.lorawan.radio.HeardFrame;

/** What concentrators heard, in the port's words. */
final class Receptions {
    private Receptions() {}

    static List<Reception> of(List<HeardFrame> heard) {
        return heard.stream()
                .map(one -> new Reception(one.gateway(), one.rssi_dBm(), one.snr_dB()))
                .toList();
    }

    static RadioChannel channel(HeardFrame heard) {
        return new RadioChannel(
                heard.dataRate().ordinal(),
                heard.dataRate().spreadingFactor(),
                heard.frequency_Hz(),
                heard.dataRate().airtime(heard.phy().length, true));
    }
}
