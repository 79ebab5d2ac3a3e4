package si.paka.adapter.lorawan.radio;

import java.util.OptionalDouble;

/**
 * What a concentrator says of itself every half minute.
 *
 * @param received packets since the last report
 * @param receivedOk of these with a right CRC
 * @param transmitted packets since the last report
 * @param ackRatio_percent of what it pushed that was acknowledged; empty if it did not tell
 */
public record GatewayStats(
        long received,
        long receivedOk,
        long forwarded,
        long transmitted,
        OptionalDouble ackRatio_percent,
        OptionalDouble latitude,
        OptionalDouble longitude) {}
