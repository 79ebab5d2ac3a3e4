package si.paka.adapter.lorawan.mac;

import java.util.Optional;

/** Duty-cycle bands of 863 to 870 MHz, per transmitter and hour (ETSI EN 300 220-2, annex B, as used by RP002-1.0.x). */
public enum SubBand {
    K(863_000_000, 865_000_000, 0.001, 16),
    L(865_000_000, 868_000_000, 0.01, 16),
    M(868_000_000, 868_600_000, 0.01, 16),
    N(868_700_000, 869_200_000, 0.001, 16),
    P(869_400_000, 869_650_000, 0.1, 29),
    Q(869_700_000, 870_000_000, 0.01, 16);

    private final long from_Hz;
    private final long to_Hz;
    private final double dutyCycle;
    private final int mostEirp_dBm;

    SubBand(long from_Hz, long to_Hz, double dutyCycle, int mostEirp_dBm) {
        this.from_Hz = from_Hz;
        this.to_Hz = to_Hz;
        this.dutyCycle = dutyCycle;
        this.mostEirp_dBm = mostEirp_dBm;
    }

    /** Empty if nobody may transmit there. */
    public static Optional<SubBand> of(long frequency_Hz) {
        for (SubBand band : values()) {
            if (frequency_Hz >= band.from_Hz && frequency_Hz < band.to_Hz) {
                return Optional.of(band);
            }
        }
        return Optional.empty();
    }

    /** Share of an hour that one transmitter may be on air. */
    public double dutyCycle() {
        return dutyCycle;
    }

    public int mostEirp_dBm() {
        return mostEirp_dBm;
    }
}
