package si.paka.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import si.paka.model.access.AccessDeniedException;
import si.paka.model.access.Accounts;
import si.paka.model.access.Principal;
import si.paka.model.access.Role;
import si.paka.model.access.TooManyAttemptsException;
import si.paka.model.journal.StateStore;
import si.paka.model.port.AuditTrail;

/** Users and tokens in keyed state (only hashes), sessions in memory. */
final class AccountBook implements Accounts {
    static final String USERS = "access.users";
    static final String TOKENS = "access.tokens";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration SESSION = Duration.ofHours(12);
    private static final Duration IDLE = Duration.ofHours(2);
    private static final int MOST_SESSIONS = 256;
    private static final String NAME = "[A-Za-z0-9._-]{1,64}";
    /** Under these the throttle counts what has no user's name of its own; neither matches {@link #NAME}. */
    private static final String CLAIM = "claim code";

    private static final String STRANGERS = "no user's name";

    /** As stored. */
    record StoredUser(String name, String hash, Role role) {}

    /** As stored; times as epoch seconds. */
    record StoredToken(String id, Role role, String scope, long expiresAt, String by) {}

    private record Session(Principal principal, Instant until, Instant seen) {}

    private final StateStore store;
    private final AuditTrail audit;
    private final ClaimCode claimCode;
    private final Clock clock;
    private final Throttle throttle = new Throttle();
    private final Map<String, StoredUser> users = new ConcurrentHashMap<>();
    private final Map<String, StoredToken> tokens = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    AccountBook(StateStore store, AuditTrail audit, ClaimCode claimCode, Clock clock) throws IOException {
        this.store = store;
        this.audit = audit;
        this.claimCode = claimCode;
        this.clock = clock;
        for (byte[] bytes : store.all(USERS).values()) {
            StoredUser user = JSON.readValue(bytes, StoredUser.class);
            users.put(user.name(), user);
        }
        for (Map.Entry<String, byte[]> entry : store.all(TOKENS).entrySet()) {
            tokens.put(entry.getKey(), JSON.readValue(entry.getValue(), StoredToken.class));
        }
        if (users.isEmpty()) {
            claimCode.issue();
        }
    }

    @Override
    public boolean isUnclaimed() {
        return users.isEmpty();
    }

    @Override
    public synchronized CompletableFuture<Void> claim(String code, String user, char[] password) {
        Instant now = clock.instant();
        Duration pause = throttle.attempt(CLAIM, now);
        if (!pause.isZero()) {
            return CompletableFuture.failedFuture(new TooManyAttemptsException(pause));
        }
        if (!isUnclaimed() || !claimCode.matches(code)) {
            audit.record("unknown", "claim-denied", "", "wrong, used or expired code");
            return CompletableFuture.failedFuture(new AccessDeniedException(
                    "the claim code is wrong, used or older than 24 h; read the present one in data/claim-code"));
        }
        throttle.succeeded(CLAIM);
        return createUser(user, password, Role.ADMIN, "claim").thenRun(this::endClaim);
    }

    private void endClaim() {
        try {
            claimCode.used();
        } catch (IOException e) {
            throw new UncheckedIOException("data/claim-code could not be deleted; delete it by hand", e);
        }
    }

    @Override
    public CompletableFuture<Void> createUser(String name, char[] password, Role role, String by) {
        try {
            if (!name.matches(NAME)) {
                throw new IllegalArgumentException("user is not understood, expected " + NAME);
            }
            StoredUser user = new StoredUser(name, Passwords.hash(password), role);
            return store.put(USERS, name, json(user)).thenRun(() -> {
                users.put(name, user);
                endSessions(name); // a new password or role holds at once
                audit.record(by, "user-create", name, "role " + role);
            });
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<String> login(String user, char[] password) {
        Instant now = clock.instant();
        Duration pause = throttle.attempt(user.matches(NAME) ? user : STRANGERS, now);
        if (!pause.isZero()) {
            return CompletableFuture.failedFuture(new TooManyAttemptsException(pause));
        }
        StoredUser known = users.get(user);
        // the same work for a name that there is not, so that the time it takes tells nothing
        boolean right = Passwords.matches(password, known == null ? Passwords.NOBODY : known.hash()) && known != null;
        if (!right) {
            audit.record(known == null ? "unknown" : user, "login-denied", "", "");
            return denied("user or password is wrong");
        }
        throttle.succeeded(user);
        audit.record(user, "login", "", "");
        String secret = secret();
        synchronized (sessions) {
            if (sessions.size() >= MOST_SESSIONS) {
                sessions.remove(sessions.keySet().iterator().next());
            }
            sessions.put(hash(secret), new Session(new Principal(user, known.role(), ""), now.plus(SESSION), now));
        }
        return CompletableFuture.completedFuture(secret);
    }

    private static CompletableFuture<String> denied(String why) {
        return CompletableFuture.failedFuture(new AccessDeniedException(why));
    }

    private void endSessions(String user) {
        synchronized (sessions) {
            sessions.values().removeIf(session -> session.principal().name().equals(user));
        }
    }

    @Override
    public Optional<Principal> findSession(String secret) {
        return session(secret, true);
    }

    @Override
    public Optional<Principal> peekSession(String secret) {
        return session(secret, false);
    }

    private Optional<Principal> session(String secret, boolean activity) {
        Instant now = clock.instant();
        String key = hash(secret);
        synchronized (sessions) {
            Session session = sessions.get(key);
            if (session == null) {
                return Optional.empty();
            }
            if (now.isAfter(session.until()) || now.isAfter(session.seen().plus(IDLE))) {
                sessions.remove(key);
                return Optional.empty();
            }
            if (activity) {
                sessions.put(key, new Session(session.principal(), session.until(), now));
            }
            return Optional.of(session.principal());
        }
    }

    @Override
    public void logout(String secret) {
        synchronized (sessions) {
            sessions.remove(hash(secret));
        }
    }

    @Override
    public CompletableFuture<String> createToken(Role role, String scope, Instant expiresAt, String by) {
        if (!expiresAt.isAfter(clock.instant())) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("expiresAt is " + expiresAt + ", expected an instant in the future"));
        }
        String token = "paka_" + secret();
        String key = hash(token);
        StoredToken stored = new StoredToken(key.substring(0, 12), role, scope, expiresAt.getEpochSecond(), by);
        tokens.put(key, stored);
        audit.record(by, "token-create", stored.id(), role + (scope.isEmpty() ? "" : " for " + scope));
        return store.put(TOKENS, key, json(stored)).thenApply(done -> token);
    }

    @Override
    public Optional<Principal> findToken(String token) {
        StoredToken stored = tokens.get(hash(token));
        if (stored == null || clock.instant().getEpochSecond() >= stored.expiresAt()) {
            return Optional.empty();
        }
        return Optional.of(new Principal("token:" + stored.id(), stored.role(), stored.scope()));
    }

    @Override
    public List<Principal> listUsers() {
        return users.values().stream()
                .map(user -> new Principal(user.name(), user.role(), ""))
                .sorted(Comparator.comparing(Principal::name))
                .toList();
    }

    private static String secret() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String secret) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
