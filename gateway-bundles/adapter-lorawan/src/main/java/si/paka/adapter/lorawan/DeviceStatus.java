package si.paka.adapter.lorawan;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * What a device answered to DevStatusReq.
 *
 * @param messageId as in {@link Uplink}; different from that of the uplink which carried the answer
 * @param battery_percent empty if it runs on external power or does not know
 * @param margin_dB signal to noise of the last downlink as the device heard it, -32..31
 */
public record DeviceStatus(
        String devEui, String messageId, OptionalDouble battery_percent, double margin_dB, Instant at) {}
