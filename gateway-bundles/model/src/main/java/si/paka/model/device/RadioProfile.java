package si.paka.model.device;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a LoRaWAN network server has to know of a kind of device's radio. What is empty follows the regional parameters.
 *
 * @param deviceClass what it listens to
 * @param macVersion of the link layer specification, e.g. {@code 1.0.4}
 * @param regionalParameters revision, e.g. {@code RP002-1.0.3}
 * @param region channel plan, e.g. {@code EU868}
 * @param supportsJoin joins over the air; else activated by personalisation
 * @param supports32BitCounter frame counters have 32 bits; else 16
 * @param maxEirp dBm
 * @param maxDutyCycle share of time it may send, 0..1
 * @param rx1Delay seconds, 1..15, without a join
 * @param rx1DataRateOffset 0..7, without a join
 * @param rx2 the second receive window; of class C the one it always listens on
 * @param factoryFrequencies MHz of the channels it knows without a join
 * @param pingSlotPeriod class B: seconds between ping slots, a power of two, 1..128
 * @param pingSlot class B: where ping slots are
 * @param classBTimeout seconds after which a confirmed downlink of class B counts as lost
 * @param classCTimeout the same of class C
 */
public record RadioProfile(
        DeviceClass deviceClass,
        String macVersion,
        String regionalParameters,
        String region,
        boolean supportsJoin,
        boolean supports32BitCounter,
        OptionalDouble maxEirp,
        OptionalDouble maxDutyCycle,
        OptionalInt rx1Delay,
        OptionalInt rx1DataRateOffset,
        Optional<Window> rx2,
        List<Double> factoryFrequencies,
        OptionalInt pingSlotPeriod,
        Optional<Window> pingSlot,
        OptionalInt classBTimeout,
        OptionalInt classCTimeout) {

    /** LoRaWAN device classes (TS001). */
    public enum DeviceClass {
        A,
        B,
        C
    }

    /** A receive window that differs from the region's; what is empty is the region's. @param frequency MHz */
    public record Window(OptionalInt dataRate, OptionalDouble frequency) {}

    public RadioProfile {
        factoryFrequencies = List.copyOf(factoryFrequencies);
    }
}
