package si.paka.access;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import si.paka.model.DeviceId;
import si.paka.model.access.AccessDeniedException;
import si.paka.model.access.LorawanKeys;
import si.paka.model.access.Role;
import si.paka.model.access.TooManyAttemptsException;
import si.paka.model.journal.StateStore;

class AccountsTest {
    private static final char[] PASSWORD = "dovolj-dolgo-geslo".toCharArray();

    @TempDir
    Path dir;

    private final MemoryState state = new MemoryState();
    private final List<String> audit = new ArrayList<>();
    private final SettableClock clock = new SettableClock();

    private static final class MemoryState implements StateStore {
        final Map<String, Map<String, byte[]>> rooms = new HashMap<>();

        @Override
        public Optional<byte[]> find(String room, String key) {
            return Optional.ofNullable(all(room).get(key));
        }

        @Override
        public Map<String, byte[]> all(String room) {
            return rooms.computeIfAbsent(room, r -> new HashMap<>());
        }

        @Override
        public CompletableFuture<Void> put(String room, String key, byte[] value) {
            all(room).put(key, value);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> remove(String room, String key) {
            all(room).remove(key);
            return CompletableFuture.completedFuture(null);
        }
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.now();

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private AccountBook open() throws IOException {
        ClaimCode code = new ClaimCode(dir.resolve("claim-code"), clock);
        return new AccountBook(state, (who, action, target, detail) -> audit.add(who + " " + action), code, clock);
    }

    private String code() throws IOException {
        return Files.readString(dir.resolve("claim-code")).strip();
    }

    private static void denied(CompletableFuture<?> future) {
        CompletionException e = assertThrows(CompletionException.class, future::join);
        assertTrue(e.getCause() instanceof AccessDeniedException, e::toString);
    }

    @Test
    void theClaimCodeWorksOnceAndOnlyForADay() throws IOException {
        AccountBook accounts = open();
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("claim-code"))));
        denied(accounts.claim("AAAA-AAAA-AAAA-AAAA", "ana", PASSWORD));
        String code = code();
        accounts.claim(code.toLowerCase(java.util.Locale.ROOT), "ana", PASSWORD).join();
        assertFalse(Files.exists(dir.resolve("claim-code")));
        assertFalse(accounts.isUnclaimed());
        denied(accounts.claim(code, "eva", PASSWORD));
        assertFalse(open().isUnclaimed());
    }

    @Test
    void anOldClaimCodeIsReplacedAtTheNextStart() throws IOException {
        AccountBook accounts = open();
        String code = code();
        clock.now = clock.now.plus(Duration.ofHours(25));
        denied(accounts.claim(code, "ana", PASSWORD));
        open();
        assertFalse(code.equals(code()));
    }

    @Test
    void loggingInIsSlowedForThoseWhoGuess() throws IOException {
        AccountBook accounts = open();
        accounts.createUser("ana", PASSWORD, Role.OPERATOR, "test").join();
        for (int i = 0; i < 3; i++) {
            denied(accounts.login("ana", "napacno-geslo".toCharArray()));
        }
        CompletionException slowed = assertThrows(
                CompletionException.class, () -> accounts.login("ana", PASSWORD).join());
        assertTrue(slowed.getCause() instanceof TooManyAttemptsException, slowed::toString);
        clock.now = clock.now.plusSeconds(2);
        String session = accounts.login("ana", PASSWORD).join();
        assertEquals(Role.OPERATOR, accounts.findSession(session).orElseThrow().role());
        clock.now = clock.now.plus(Duration.ofHours(3));
        assertTrue(accounts.findSession(session).isEmpty());
    }

    @Test
    void aPauseIsToldAndWaitingItOutIsEnough() throws IOException {
        AccountBook accounts = open();
        for (int i = 0; i < 3; i++) {
            denied(accounts.claim("AAAA-AAAA-AAAA-AAAA", "ana", PASSWORD));
        }
        for (int i = 0; i < 5; i++) { // knocking meanwhile does not make it longer
            CompletionException slowed = assertThrows(
                    CompletionException.class,
                    () -> accounts.claim(code(), "ana", PASSWORD).join());
            assertEquals(2, ((TooManyAttemptsException) slowed.getCause()).seconds());
        }
        clock.now = clock.now.plusSeconds(1);
        accounts.claim(code(), "ana", PASSWORD).join();
    }

    @Test
    void aRefusedPasswordDoesNotUseUpTheClaimCode() throws IOException {
        AccountBook accounts = open();
        assertThrows(
                CompletionException.class,
                () -> accounts.claim(code(), "ana", "kratko".toCharArray()).join());
        accounts.claim(code(), "ana", PASSWORD).join();
    }

    @Test
    void namesThatNobodyHasDoNotFillTheMemory() throws IOException {
        AccountBook accounts = open();
        denied(accounts.login("x".repeat(1 << 20), PASSWORD));
        denied(accounts.login("<script>", PASSWORD));
        denied(accounts.login("č", PASSWORD));
        assertThrows(
                CompletionException.class,
                () -> accounts.login("another, counted with them", PASSWORD).join());
    }

    @Test
    void aNewRoleOrPasswordEndsTheSessions() throws IOException {
        AccountBook accounts = open();
        accounts.createUser("ana", PASSWORD, Role.ADMIN, "test").join();
        String session = accounts.login("ana", PASSWORD).join();
        accounts.createUser("ana", PASSWORD, Role.VIEWER, "test").join();
        assertTrue(accounts.findSession(session).isEmpty());
    }

    @Test
    void aPageThatOnlyListensDoesNotKeepItsSession() throws IOException {
        AccountBook accounts = open();
        accounts.createUser("ana", PASSWORD, Role.ADMIN, "test").join();
        String session = accounts.login("ana", PASSWORD).join();
        clock.now = clock.now.plus(Duration.ofMinutes(119));
        assertTrue(accounts.peekSession(session).isPresent());
        clock.now = clock.now.plus(Duration.ofMinutes(2));
        assertTrue(accounts.peekSession(session).isEmpty());
    }

    @Test
    void aKeyThatCannotBeOpenedCostsOnlyItself() throws Exception {
        CredentialBook book = new CredentialBook(state, dir);
        book.putPsk(new DeviceId("lamp-1"), "id-1", "0123456789abcdef".getBytes("UTF-8"))
                .join();
        book.putPsk(new DeviceId("lamp-2"), "id-2", "0123456789abcdef".getBytes("UTF-8"))
                .join();
        state.all(CredentialBook.ROOM).get("lamp-1")[20] ^= 1;
        CredentialBook again = new CredentialBook(state, dir);
        assertTrue(again.findPsk("id-1").isEmpty());
        assertTrue(again.findPsk("id-2").isPresent());
    }

    @Test
    void tokensCarryOneRoleAndEnd() throws IOException {
        AccountBook accounts = open();
        String token = accounts.createToken(Role.VIEWER, "komunala", clock.now.plusSeconds(60), "ana")
                .join();
        assertEquals("komunala", open().findToken(token).orElseThrow().scope());
        clock.now = clock.now.plusSeconds(61);
        assertTrue(accounts.findToken(token).isEmpty());
        assertTrue(accounts.findToken("paka_made-up").isEmpty());
    }

    @Test
    void nothingSecretIsStoredOrAudited() throws Exception {
        AccountBook accounts = open();
        accounts.createUser("ana", PASSWORD, Role.ADMIN, "test").join();
        String token = accounts.createToken(Role.ADMIN, "", clock.now.plusSeconds(60), "ana")
                .join();
        CredentialBook credentials = new CredentialBook(state, dir);
        credentials
                .putPsk(new DeviceId("lamp-1"), "lamp-1", "0123456789abcdef".getBytes("UTF-8"))
                .join();
        for (Map<String, byte[]> room : state.rooms.values()) {
            room.forEach((key, value) -> {
                String all = key + new String(value, StandardCharsets.ISO_8859_1);
                assertFalse(
                        all.contains(new String(PASSWORD)) || all.contains(token) || all.contains("0123456789abcdef"));
            });
        }
        assertFalse(audit.toString().contains(token));
        assertFalse(credentials.findPsk("lamp-1").toString().contains("0123456789abcdef"));
    }

    @Test
    void credentialsComeBackAndBelongToOneDevice() throws Exception {
        byte[] key = "0123456789abcdef".getBytes("UTF-8");
        new CredentialBook(state, dir)
                .putPsk(new DeviceId("lamp-1"), "id-1", key)
                .join();
        CredentialBook again = new CredentialBook(state, dir);
        assertArrayEquals(key, again.findPsk("id-1").orElseThrow().key());
        assertThrows(
                CompletionException.class,
                () -> again.putPsk(new DeviceId("lamp-2"), "id-1", key).join());
        assertThrows(
                CompletionException.class,
                () -> again.putPsk(new DeviceId("lamp-3"), "id-3", new byte[8]).join());
        again.remove(new DeviceId("lamp-1")).join();
        assertTrue(new CredentialBook(state, dir).findPsk("id-1").isEmpty());
    }

    @Test
    void aNewAddressIsTakenIntoTheCertificateAndTheKeyStays() throws Exception {
        GeneralName localhost = new GeneralName(GeneralName.dNSName, "localhost");
        GeneralName moved = new GeneralName(GeneralName.iPAddress, "10.99.0.1");
        GeneralName six = new GeneralName(GeneralName.iPAddress, "2001:db8::1");
        SelfSigned before = new SelfSigned(dir, "c-1.velenje", Set.of(localhost));
        var key = certificate(before).getPublicKey();
        SelfSigned after = new SelfSigned(dir, "c-1.velenje", Set.of(moved, six));
        String names = certificate(after).getSubjectAlternativeNames().toString();
        assertTrue(names.contains("localhost") && names.contains("10.99.0.1"), names);
        assertEquals(key, certificate(after).getPublicKey());
        assertFalse(before.fingerprint().equals(after.fingerprint()));
        SelfSigned again = new SelfSigned(dir, "c-1.velenje", Set.of(six, localhost));
        assertEquals(after.fingerprint(), again.fingerprint());
    }

    private static X509Certificate certificate(SelfSigned identity) throws Exception {
        KeyStore store = KeyStore.getInstance(identity.keyStore().toFile(), identity.keyStorePassword());
        return (X509Certificate) store.getCertificate("cabinet");
    }

    @Test
    void theCertificateNamesLoopbackAndIsMadeOnce() throws Exception {
        SelfSigned identity = new SelfSigned(dir, "c-1.velenje");
        KeyStore store = KeyStore.getInstance(identity.keyStore().toFile(), identity.keyStorePassword());
        X509Certificate certificate = (X509Certificate) store.getCertificate("cabinet");
        String names = certificate.getSubjectAlternativeNames().toString();
        assertTrue(names.contains("localhost") && names.contains("127.0.0.1"), names);
        assertEquals(identity.fingerprint(), new SelfSigned(dir, "c-1.velenje").fingerprint());
    }

    @Test
    void lorawanKeysComeBackSealedAndBelongToOneDevice() throws Exception {
        byte[] appKey = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        LorawanKeys.Otaa keys = new LorawanKeys.Otaa("70b3d57ed0000001", appKey);
        CredentialBook book = new CredentialBook(state, dir);
        book.putLorawan(new DeviceId("lamp-1"), "a84041ffff000001", keys).join();
        book.putLorawan(new DeviceId("lamp-2"), "a84041ffff000002", new LorawanKeys.Abp(7, appKey, appKey))
                .join();
        CredentialBook again = new CredentialBook(state, dir);
        assertEquals(keys, again.findLorawan("a84041ffff000001").orElseThrow());
        assertEquals(2, again.listLorawan().size());
        assertFalse(keys.toString().contains("0123456789"));
        for (byte[] stored : state.all(LorawanBook.ROOM).values()) {
            assertFalse(new String(stored, StandardCharsets.ISO_8859_1).contains("0123456789"));
        }
        assertThrows(
                CompletionException.class,
                () -> again.putLorawan(new DeviceId("lamp-3"), "a84041ffff000001", keys)
                        .join());
        again.remove(new DeviceId("lamp-1")).join();
        assertTrue(
                new CredentialBook(state, dir).findLorawan("a84041ffff000001").isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new LorawanKeys.Otaa("70b3d57ed0000001", new byte[15]));
    }
}
