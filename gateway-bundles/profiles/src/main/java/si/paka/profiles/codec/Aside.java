package si.paka.profiles.codec;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Threads for calls that could hold theirs for long, so that who asked can turn to other work. At most eight; one that is held is
 * given up by who waits for it.
 */
final class Aside implements AutoCloseable {
    private static final int MOST = 8;

    private final AtomicInteger names = new AtomicInteger();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(MOST, MOST, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(256), task -> {
                Thread thread = new Thread(task, "paka-codec-aside-" + names.getAndIncrement());
                thread.setDaemon(true);
                return thread;
            });

    Aside() {
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs it on another thread and waits.
     *
     * @param waiting is given what may be cancelled to end the waiting
     * @throws CancellationException if the waiting was ended, or no thread is left
     */
    <T> T run(Supplier<T> work, java.util.function.Consumer<CompletableFuture<T>> waiting) {
        CompletableFuture<T> result = new CompletableFuture<>();
        waiting.accept(result);
        try {
            threads.execute(() -> {
                try {
                    result.complete(work.get());
                } catch (Throwable e) { // whoever waits has to learn of it
                    result.completeExceptionally(e);
                }
            });
        } catch (java.util.concurrent.RejectedExecutionException e) {
            throw new CancellationException("no thread is left");
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
