package si.paka.model.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** People, sessions and tokens. Served by {@code access}; safe from any thread. */
public interface Accounts {
    /** Whether nobody has claimed this cabinet yet. */
    boolean isUnclaimed();

    /**
     * Makes the first administrator. Fails with {@link AccessDeniedException} if the code is wrong, used or older than 24 h,
     * with {@link TooManyAttemptsException} after wrong ones, or with {@link IllegalArgumentException} if user or password do not do.
     */
    CompletableFuture<Void> claim(String code, String user, char[] password);

    /**
     * A new session's secret, for the cookie. Fails with {@link AccessDeniedException}, or with {@link TooManyAttemptsException}
     * until a growing pause is over.
     */
    CompletableFuture<String> login(String user, char[] password);

    /** Whose session it is; counts as activity, without which a session ends after two hours. */
    Optional<Principal> findSession(String secret);

    /** The same without counting as activity: for what a page does by itself. */
    Optional<Principal> peekSession(String secret);

    void logout(String secret);

    /** A new bearer token, shown this once. */
    CompletableFuture<String> createToken(Role role, String scope, Instant expiresAt, String by);

    Optional<Principal> findToken(String token);

    CompletableFuture<Void> createUser(String user, char[] password, Role role, String by);

    List<Principal> listUsers();
}
