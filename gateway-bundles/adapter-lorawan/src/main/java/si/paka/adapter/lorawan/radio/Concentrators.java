package si.paka.adapter.lorawan.radio;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All concentrators, and which of them is best for a downlink. Used by the server's thread only. */
public final class Concentrators {
    private final Map<String, Concentrator> byEui = new LinkedHashMap<>();

    /** @param reserve as in {@link DutyCycle} */
    public Concentrators(Gateways gateways, double reserve) {
        gateways.byEui().values().stream()
                .sorted(Comparator.comparing(GatewaySettings::eui))
                .forEach(one -> byEui.put(one.eui(), new Concentrator(one, reserve)));
    }

    public Collection<Concentrator> all() {
        return byEui.values();
    }

    public Optional<Concentrator> find(String eui) {
        return Optional.ofNullable(byEui.get(eui));
    }

    public void connected(String eui, Link link) {
        find(eui).ifPresent(one -> one.linked(link));
    }

    public void gone(String eui, Link link) {
        find(eui).ifPresent(one -> one.unlinked(link));
    }

    public void heard(HeardFrame frame) {
        find(frame.gateway()).ifPresent(one -> one.heard(frame));
    }

    public void stats(String eui, GatewayStats stats, Instant at) {
        find(eui).ifPresent(one -> one.stats(stats, at));
    }

    /**
     * Receptions in the order in which their concentrators reach the device: as far as the signal is above the noise floor by SNR, then by
     * strength, each with the antenna's gain, which helps down as it did up and is already in both; so the one with the weaker antenna
     * that heard as well is nearer and goes first.
     */
    public List<HeardFrame> bestFirst(List<HeardFrame> receptions) {
        return receptions.stream()
                .sorted(Comparator.comparingDouble(this::quality).reversed())
                .toList();
    }

    /** A concentrator radiates the same EIRP whatever its antenna: what its gain added on the way up does not come on the way down. */
    private double quality(HeardFrame heard) {
        double gain =
                find(heard.gateway()).map(one -> one.settings().gain_dBi()).orElse(0.0);
        boolean buried = heard.snr_dB() < 5;
        return buried ? heard.snr_dB() - gain : 5 + (heard.rssi_dBm() + 120 - gain) / 10;
    }

    /** Whether this one can transmit then. */
    public boolean canTransmit(
            String eui, long frequency_Hz, Duration airtime, boolean isProtected, long from_us, long now_us) {
        return find(eui)
                .filter(one -> one.canTransmit(frequency_Hz, airtime, isProtected, from_us, now_us))
                .isPresent();
    }
}
