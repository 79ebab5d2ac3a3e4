package si.paka.adapter.lorawan.server;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.mac.GpsTime;
import si.paka.model.decision.Rank;

/** The application package that sets devices' clocks (TS003-1.0.0 and -2.0.0), port 202. Pure. */
final class ClockSync {
    static final int PORT = 202;
    private static final int PACKAGE_VERSION = 0;
    private static final int APP_TIME = 1;
    private static final int PERIODICITY = 2;
    private static final byte[] IDENTITY = {PACKAGE_VERSION, 1, 1};
    private static final Duration LIFE = Duration.ofSeconds(30);
    private static final int ANSWER_ALWAYS = 0x10;

    private ClockSync() {}

    /** What to answer to a payload on its port; empty if nothing. @param at the end of the uplink */
    static Optional<Downlink> answer(String devEui, byte[] payload, Instant at) {
        ByteBuffer in = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            switch (in.get()) {
                case PACKAGE_VERSION -> {
                    return Optional.of(downlink(devEui, IDENTITY, at));
                }
                case APP_TIME -> {
                    return in.remaining() < 5 ? Optional.empty() : appTime(devEui, in.getInt(), in.get(), at);
                }
                case PERIODICITY ->
                    in.position(Math.min(in.limit(), in.position() + 5)); // an answer to what is not asked
                default -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Downlink> appTime(String devEui, int deviceTime, int parameter, Instant at) {
        int correction_s = (int) (GpsTime.seconds(at) - (deviceTime & 0xffff_ffffL));
        if (correction_s == 0 && (parameter & ANSWER_ALWAYS) == 0) {
            return Optional.empty();
        }
        byte[] answer = ByteBuffer.allocate(6)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) APP_TIME)
                .putInt(correction_s)
                .put((byte) (parameter & 0x0f))
                .array();
        return Optional.of(downlink(devEui, answer, at));
    }

    private static Downlink downlink(String devEui, byte[] answer, Instant at) {
        return new Downlink(
                "clock-" + at.toEpochMilli(), devEui, PORT, answer, false, Rank.FLOW, "clock", at.plus(LIFE));
    }
}
