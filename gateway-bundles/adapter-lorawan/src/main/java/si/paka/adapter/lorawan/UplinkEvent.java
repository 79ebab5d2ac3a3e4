package si.paka.adapter.lorawan;

import java.util.Map;

/**
 * What Paka needs of a ChirpStack event. Protobuf's JSON leaves out zero, false and empty: what is missing is that; only a battery
 * level that is missing is unknown all the same, since ChirpStack never sends zero. Source: chirpstack
 * api/proto/integration/integration.proto, v4. Filled by {@link EventParser}, then read by the same thread.
 */
final class UplinkEvent {
    private static final byte[] NOTHING = new byte[0];

    String deduplicationId = "";
    String devEui = "";
    String deviceName = "";
    int fPort;
    byte[] data = NOTHING;
    double margin;
    double batteryLevel = Double.NaN;
    boolean externalPower;
    boolean batteryUnavailable;
    boolean acknowledged;
    String queueItemId = "";
    String level = "";
    String code = "";
    String description = "";
    final RadioFacts radio = new RadioFacts();

    /** @throws MalformedEventException saying what is wrong and where */
    static UplinkEvent parse(byte[] payload) throws MalformedEventException {
        UplinkEvent event = new UplinkEvent();
        EventParser.fill(event, payload);
        return event;
    }

    /** The facts of an {@code up}: frame counter and data rate are told even if they are zero. */
    Map<String, Double> uplinkFacts() {
        radio.fCnt = orZero(radio.fCnt);
        radio.dr = orZero(radio.dr);
        return radio.known();
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
