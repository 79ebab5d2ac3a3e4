package si.paka.adapter.lorawan.radio;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import si.paka.adapter.lorawan.mac.SubBand;

/** One concentrator: the way to it, its air, and what it counts. Used by the server's thread only. */
public final class Concentrator {
    private final GatewaySettings settings;
    private final DutyCycle dutyCycle;
    private final AirCalendar calendar = new AirCalendar();
    private final ClockDrift drift = new ClockDrift();
    private final Map<TxResult, Long> results = new EnumMap<>(TxResult.class);
    private Optional<Link> link = Optional.empty();
    private Instant lastHeard = Instant.EPOCH;
    private GatewayStats lastStats;
    private long received;
    private long crcErrors;
    private long refusedByAir;

    Concentrator(GatewaySettings settings, double reserve) {
        this.settings = settings;
        this.dutyCycle = new DutyCycle(reserve);
    }

    public String eui() {
        return settings.eui();
    }

    void linked(Link way) {
        link = Optional.of(way);
    }

    void unlinked(Link way) {
        link = link.filter(present -> present != way);
    }

    public boolean isConnected() {
        return link.isPresent();
    }

    void heard(HeardFrame frame) {
        received++;
        lastHeard = frame.at();
        drift.note(frame.time().ticks_us(), frame.at_us());
    }

    void stats(GatewayStats stats, Instant at) {
        lastStats = stats;
        lastHeard = at;
        crcErrors += Math.max(0, stats.received() - stats.receivedOk());
    }

    /** Whether it can transmit then: air free, budget left, a way to it. */
    boolean canTransmit(long frequency_Hz, Duration airtime, boolean isProtected, long from_us, long now_us) {
        SubBand band = SubBand.of(frequency_Hz).orElse(null);
        boolean can = isConnected()
                && band != null
                && calendar.isFree(from_us, airtime)
                && dutyCycle.allows(band, airtime, isProtected, now_us);
        if (!can) {
            refusedByAir++;
        }
        return can;
    }

    boolean hasBudget(long frequency_Hz, Duration airtime, boolean isProtected, long now_us) {
        return isConnected()
                && SubBand.of(frequency_Hz)
                        .filter(band -> dutyCycle.allows(band, airtime, isProtected, now_us))
                        .isPresent();
    }

    public long firstFree(long from_us, Duration airtime) {
        return calendar.firstFree(from_us, airtime);
    }

    /** Takes air and budget, and hands it over; false, and nothing is taken, if there was no way. */
    public boolean transmit(Transmission transmission, long from_us, long now_us) {
        if (link.isEmpty() || !link.get().transmit(transmission)) {
            return false;
        }
        calendar.take(from_us, transmission.airtime(), now_us);
        SubBand.of(transmission.frequency_Hz())
                .ifPresent(band -> dutyCycle.spend(band, transmission.airtime(), now_us));
        return true;
    }

    /** What became of it; what was not on air is given back. */
    public void result(Transmission transmission, TxResult result, long from_us, long now_us) {
        results.merge(result, 1L, Long::sum);
        if (result != TxResult.OK && result != TxResult.NO_ANSWER) {
            calendar.giveBack(from_us);
            SubBand.of(transmission.frequency_Hz())
                    .ifPresent(band -> dutyCycle.giveBack(band, transmission.airtime(), now_us));
        }
    }

    public GatewaySettings settings() {
        return settings;
    }

    public Instant lastHeard() {
        return lastHeard;
    }

    public Optional<GatewayStats> lastStats() {
        return Optional.ofNullable(lastStats);
    }

    public long received() {
        return received;
    }

    public long crcErrors() {
        return crcErrors;
    }

    public long refusedByAir() {
        return refusedByAir;
    }

    public Map<TxResult, Long> results() {
        return Map.copyOf(results);
    }

    public DutyCycle dutyCycle() {
        return dutyCycle;
    }

    /** Share of the band's hourly budget that is left, 0..1. */
    public double dutyCycleLeft(SubBand band, long now_us) {
        return dutyCycle.left(band, now_us);
    }

    /** Of its clock, in parts per million; not a number until it is known. */
    public double drift_ppm() {
        return drift.ppm();
    }
}
