package si.paka.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import si.paka.model.access.AccessDeniedException;
import si.paka.model.access.TooManyAttemptsException;

/** Waits for what has to be on disk before it is answered. */
public final class Waiting {
    private static final int PATIENCE_s = 20;

    private Waiting() {}

    /** @throws Problem if it could not be done, or not in time */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_s, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw Problem.later(503, "it could not be written in time; look at the cabinet's health", PATIENCE_s);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "the gateway is stopping");
        } catch (ExecutionException e) {
            throw problem(e.getCause());
        }
    }

    private static Problem problem(Throwable cause) {
        if (cause instanceof Problem problem) {
            return problem;
        }
        if (cause instanceof TooManyAttemptsException slowed) {
            return Problem.later(429, slowed.getMessage(), slowed.seconds());
        }
        if (cause instanceof AccessDeniedException) {
            return new Problem(403, cause.getMessage());
        }
        if (cause instanceof IllegalArgumentException) {
            return new Problem(400, cause.getMessage());
        }
        return new Problem(503, "it could not be done now: " + cause.getMessage());
    }
}
