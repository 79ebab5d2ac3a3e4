package si.paka.adapter.lorawan.server;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import si.paka.model.journal.StateStore;

/**
 * Which DevNonces a device has used with a JoinEUI, and the last JoinNonce given to it: kept for ever, or a recorded join could be
 * played again. Random ones (1.0.0 to 1.0.3) lie in bitmaps of 256, so that a join writes 32 bytes however many there were; of counted ones
 * (1.0.4) the last is enough. Used by the server's thread only.
 */
final class JoinNonces {
    static final String ROOM = "lorawan.nonces";
    private static final int MOST_JOIN_NONCE = 0xffffff;

    private final StateStore store;

    JoinNonces(StateStore store) {
        this.store = store;
    }

    boolean isNew(String joinEui, String devEui, int devNonce, boolean counted) {
        if (counted && devNonce <= last(joinEui, devEui).map(Last::devNonce).orElse(-1)) {
            return false;
        }
        byte[] used = store.find(ROOM, page(joinEui, devEui, devNonce)).orElse(new byte[0]);
        return used.length == 0 || (used[(devNonce & 0xff) >> 3] >> (devNonce & 7) & 1) == 0;
    }

    /** The JoinNonce for the next join-accept; empty when all 16,777,215 have been used. */
    Optional<Integer> nextJoinNonce(String joinEui, String devEui) {
        int next = last(joinEui, devEui).map(Last::joinNonce).orElse(0) + 1;
        return next > MOST_JOIN_NONCE ? Optional.empty() : Optional.of(next);
    }

    /** Takes both as used. @return completes when that is on disk */
    CompletableFuture<Void> use(String joinEui, String devEui, int devNonce, int joinNonce, boolean counted) {
        if (!counted) {
            String page = page(joinEui, devEui, devNonce);
            byte[] used = store.find(ROOM, page).map(byte[]::clone).orElse(new byte[32]);
            used[(devNonce & 0xff) >> 3] |= (byte) (1 << (devNonce & 7));
            store.put(ROOM, page, used);
        }
        byte[] last = ByteBuffer.allocate(8).putInt(joinNonce).putInt(devNonce).array();
        return store.put(ROOM, key(joinEui, devEui), last);
    }

    private record Last(int joinNonce, int devNonce) {}

    private Optional<Last> last(String joinEui, String devEui) {
        return store.find(ROOM, key(joinEui, devEui))
                .map(ByteBuffer::wrap)
                .map(bytes -> new Last(bytes.getInt(0), bytes.getInt(4)));
    }

    private static String key(String joinEui, String devEui) {
        return devEui + joinEui;
    }

    private static String page(String joinEui, String devEui, int devNonce) {
        return key(joinEui, devEui) + String.format("%02x", devNonce >> 8);
    }
}
