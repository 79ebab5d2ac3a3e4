package si.paka.adapter.lorawan;

import java.time.Instant;

/** Told how far a downlink has come; on any thread, one call at a time; quick. */
public interface DownlinkProgress {
    /** How far, in the order they can come. Some may be left out, a repetition of TRANSMITTED may come. */
    enum Step {
        /** Accepted by the server's queue. */
        QUEUED(false),
        /** A concentrator has transmitted it (ChirpStack: txack). Final unless it is confirmed. */
        TRANSMITTED(false),
        /** The device acknowledged it. */
        ACKNOWLEDGED(true),
        /** Transmitted as often as allowed without an acknowledgement. */
        NOT_ACKNOWLEDGED(true),
        /** Its time ran out. */
        EXPIRED(true),
        /** A later downlink took its place. */
        SUPERSEDED(true),
        /** The server or the radio plan refuses it: too long for the data rate, bad port; again will not help. */
        REFUSED(true),
        /** It did not get through: no concentrator, no route, server gone; again may help. */
        FAILED(true);

        private final boolean last;

        Step(boolean last) {
            this.last = last;
        }

        /** Whether nothing follows, for a confirmed downlink. An unconfirmed one ends with {@link #TRANSMITTED} too. */
        public boolean isFinal() {
            return last;
        }
    }

    /** @param detail for people, in English, e.g. which concentrator; may be empty */
    void reached(Step step, String detail, Instant at);
}
