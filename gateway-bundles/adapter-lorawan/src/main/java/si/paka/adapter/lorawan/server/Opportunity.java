package si.paka.adapter.lorawan.server;

import java.util.List;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.radio.HeardFrame;

/**
 * After an uplink a device listens twice: this is the uplink, and what its answer has to say.
 *
 * @param heard by each concentrator, best first; at least one
 * @param acknowledge whether it was confirmed
 * @param answerWanted whether the device asks for any downlink (ADRACKReq)
 */
record Opportunity(
        DeviceState device, Session session, List<HeardFrame> heard, boolean acknowledge, boolean answerWanted) {
    HeardFrame best() {
        return heard.get(0);
    }

    DataRate dataRate() {
        return best().dataRate();
    }

    long at_us() {
        return heard.stream().mapToLong(HeardFrame::at_us).min().orElseThrow();
    }
}
