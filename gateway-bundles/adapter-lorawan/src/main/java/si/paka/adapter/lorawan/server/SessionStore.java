package si.paka.adapter.lorawan.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import si.paka.adapter.lorawan.mac.AesKey;
import si.paka.adapter.lorawan.mac.SessionKeys;
import si.paka.model.access.LorawanKeys;
import si.paka.model.journal.StateStore;

/**
 * Sessions and counters in keyed state. What changes with every frame is a record of its own of few bytes. The state store keeps the
 * order in which it is written, so when a future completes, everything written before is on disk too.
 *
 * <p>{@code lorawan.sessions}: the session by DevEUI, and the one that was offered but not heard yet by DevEUI and {@code +}. {@code
 * lorawan.up}, {@code lorawan.down}: last uplink counter, and bound of the reserved downlink counters, each with a mark of the session
 * it belongs to. {@code lorawan.nonces}: see {@link JoinNonces}.
 */
final class SessionStore {
    static final String SESSIONS = "lorawan.sessions";
    static final String UP = "lorawan.up";
    static final String DOWN = "lorawan.down";
    /** How many downlink counters are reserved at a time; a crash skips fewer. */
    static final int BLOCK = 256;

    private static final String OFFERED = "+";
    private static final int FORM = 1;

    private final StateStore store;
    private final int netId;

    SessionStore(StateStore store, int netId) {
        this.store = store;
        this.netId = netId;
    }

    StateStore state() {
        return store;
    }

    int netId() {
        return netId;
    }

    /** The session in force. @return completes when it is on disk */
    CompletableFuture<Void> putCurrent(Session session) {
        return store.put(SESSIONS, session.devEui(), bytes(session));
    }

    /** The session that a join-accept offers; with its first block of downlink counters. */
    CompletableFuture<Void> putOffered(Session session) {
        return store.put(SESSIONS, session.devEui() + OFFERED, bytes(session));
    }

    /** The offered session was heard: it is the one in force from now on. */
    void promote(Session session) {
        putCurrent(session);
        putDown(session, session.reservedDown());
        store.remove(SESSIONS, session.devEui() + OFFERED);
    }

    CompletableFuture<Void> putUp(Session session, long counter) {
        return store.put(UP, session.devEui(), counter(session, counter));
    }

    CompletableFuture<Void> putDown(Session session, long bound) {
        return store.put(DOWN, session.devEui(), counter(session, bound));
    }

    void remove(String devEui) {
        store.remove(SESSIONS, devEui);
        store.remove(SESSIONS, devEui + OFFERED);
        store.remove(UP, devEui);
        store.remove(DOWN, devEui);
    }

    private static byte[] counter(Session session, long counter) {
        return ByteBuffer.allocate(5)
                .put((byte) session.joinNonce())
                .putInt((int) counter)
                .array();
    }

    private static byte[] bytes(Session session) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(32);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeInt(session.devAddr());
            out.writeInt(session.joinNonce());
            out.writeShort(session.devNonce());
            out.writeLong(session.since().getEpochSecond());
            session.parameters().write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The device's session in force; empty if there is none, or it was made with other keys. */
    Optional<Session> findCurrent(KnownDevice device) {
        return find(device, device.devEui()).map(session -> restore(session, true));
    }

    /** The session that was offered and not heard; empty too if it is in force already. */
    Optional<Session> findOffered(KnownDevice device, Optional<Session> current) {
        return find(device, device.devEui() + OFFERED)
                .filter(offered -> current.isEmpty() || current.get().joinNonce() != offered.joinNonce())
                .map(session -> restore(session, false));
    }

    private Optional<Session> find(KnownDevice device, String key) {
        return store.find(SESSIONS, key).flatMap(bytes -> read(device, bytes));
    }

    private Optional<Session> read(KnownDevice device, byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.readByte();
            int devAddr = in.readInt();
            int joinNonce = in.readInt();
            int devNonce = in.readUnsignedShort();
            Instant since = Instant.ofEpochSecond(in.readLong());
            return keys(device.keys(), devAddr, joinNonce, devNonce)
                    .map(keys -> new Session(
                            device.devEui(), devAddr, joinNonce, devNonce, since, keys, RadioParameters.INITIAL))
                    .map(session -> withParameters(session, in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Session withParameters(Session session, DataInputStream in) {
        try {
            session.parameters(RadioParameters.read(in));
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<SessionKeys> keys(LorawanKeys keys, int devAddr, int joinNonce, int devNonce) {
        if (keys instanceof LorawanKeys.Otaa otaa && joinNonce != Session.NO_JOIN) {
            return Optional.of(SessionKeys.derive(new AesKey(otaa.appKey()), joinNonce, netId, devNonce));
        }
        if (keys instanceof LorawanKeys.Abp abp && joinNonce == Session.NO_JOIN && abp.devAddr() == devAddr) {
            return Optional.of(keys(abp));
        }
        return Optional.empty();
    }

    static SessionKeys keys(LorawanKeys.Abp abp) {
        return new SessionKeys(new AesKey(abp.nwkSKey()), new AesKey(abp.appSKey()));
    }

    private Session restore(Session session, boolean current) {
        long up = current ? read(UP, session).orElse(-1L) : -1;
        long down = current ? read(DOWN, session).orElse((long) BLOCK) : BLOCK;
        session.restoreCounters(up, down);
        return session;
    }

    private Optional<Long> read(String room, Session session) {
        return store.find(room, session.devEui())
                .map(ByteBuffer::wrap)
                .filter(bytes -> bytes.get(0) == (byte) session.joinNonce())
                .map(bytes -> bytes.getInt(1) & 0xffff_ffffL);
    }

    /** All DevEUIs that something is stored of. */
    Map<String, byte[]> all() {
        return store.all(SESSIONS);
    }
}
