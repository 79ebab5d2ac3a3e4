package si.paka.model.port;

import java.util.concurrent.CompletableFuture;

/**
 * What became of an accepted message.
 *
 * @param decoded completes, soon after, with the reason why the message could not be decoded, or with the empty string
 *     if it could; already complete for messages that were not stored
 */
public record Receipt(Kind kind, CompletableFuture<String> decoded) {
    /** How it was taken. */
    public enum Kind {
        STORED,
        /** Seen before by its message id: acknowledged again, processed once. */
        DUPLICATE,
        /** From a device that nobody has approved: counted and dropped. */
        KEPT_ASIDE
    }
}
