package si.paka.adapter.lorawan.chirpstack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import si.paka.adapter.lorawan.RadioChannel;
import si.paka.adapter.lorawan.Reception;
import si.paka.adapter.lorawan.mac.DataRate;

/**
 * What Paka needs of a ChirpStack event, whichever marshaler wrote it. Protobuf leaves out zero, false and empty: what is missing is
 * that; only a battery level that is missing is unknown all the same, since ChirpStack never sends zero. Source: chirpstack
 * api/proto/integration/integration.proto, v4. Filled by a {@link EventDecoder}, then read by the same thread.
 */
final class ServerEvent {
    /** MHDR, DevAddr, FCtrl, FCnt, FPort, MIC: what a frame has beside its payload, if it carries no MAC commands. */
    private static final int FRAME = 13;

    private static final byte[] NOTHING = new byte[0];
    private static final int MOST_RECEPTIONS = 64;

    String deduplicationId = "";
    String devEui = "";
    String deviceName = "";
    int fPort;
    byte[] data = NOTHING;
    boolean confirmed;
    double margin;
    double batteryLevel = Double.NaN;
    boolean externalPower;
    boolean batteryUnavailable;
    boolean acknowledged;
    String queueItemId = "";
    String gatewayId = "";
    String level = "";
    String code = "";
    String description = "";
    double fCnt;
    double dataRate;
    double spreadingFactor;
    double bandwidth_Hz;
    double frequency_Hz;
    private final List<Reception> receptions = new ArrayList<>(4);

    /** One more concentrator; those beyond what a town has are not kept. */
    void heardBy(Reception reception) {
        if (receptions.size() < MOST_RECEPTIONS) {
            receptions.add(reception);
        }
    }

    List<Reception> receptions() {
        return receptions;
    }

    /** How the frame of an {@code up} went through the air. Its data rate is told even if it is zero. */
    RadioChannel channel() {
        int sf = whole(spreadingFactor);
        int rate = whole(dataRate);
        Duration airtime = rateOf(sf, rate)
                .map(known -> known.airtime(FRAME + data.length, true))
                .orElse(Duration.ZERO);
        return new RadioChannel(rate, sf, Double.isFinite(frequency_Hz) ? (long) frequency_Hz : 0, airtime);
    }

    private Optional<DataRate> rateOf(int sf, int rate) {
        int kHz = whole(bandwidth_Hz) / 1_000;
        return sf > 0 ? DataRate.ofLora(sf, kHz == 0 ? 125 : kHz) : DataRate.of(rate);
    }

    long counter() {
        return Double.isFinite(fCnt) ? (long) fCnt : 0;
    }

    private static int whole(double figure) {
        return Double.isFinite(figure) ? (int) figure : 0;
    }
}
