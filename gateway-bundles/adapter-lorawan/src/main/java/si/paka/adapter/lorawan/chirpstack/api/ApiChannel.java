package si.paka.adapter.lorawan.chirpstack.api;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Unary calls to ChirpStack's gRPC API: each with a deadline and the key, tried again with growing pauses while the server is not reached.
 * Answers come on the thread {@code paka-chirpstack-api}. Safe from any thread.
 */
final class ApiChannel implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final long DEADLINE_ms = 5_000;
    private static final long[] PAUSES_ms = {200, 1_000};
    private static final long PATIENCE_ms = 30_000;

    private final ApiKey key;
    private final ExecutorService answers;
    private final ManagedChannel channel;
    private final LongAdder calls = new LongAdder();
    private final LongAdder failures = new LongAdder();

    ApiChannel(ApiSettings settings) {
        key = settings.key();
        answers = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "paka-chirpstack-api");
            thread.setDaemon(true);
            return thread;
        });
        OkHttpChannelBuilder builder = OkHttpChannelBuilder.forAddress(settings.host(), settings.port())
                .executor(answers)
                .disableRetry() // done here, where it is known what may be repeated
                .intercept(new Authorization());
        settings.tls().ifPresentOrElse(builder::sslSocketFactory, builder::usePlaintext);
        channel = builder.build(); // connects with the first call
    }

    /** Puts the key of the moment into each call. */
    private final class Authorization implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
                @Override
                public void start(Listener<A> listener, Metadata headers) {
                    headers.put(AUTHORIZATION, "Bearer " + key.value());
                    super.start(listener, headers);
                }
            };
        }
    }

    /** Calls once. Completes exceptionally with {@link ApiFailure} only. */
    <Q, A> CompletableFuture<A> once(MethodDescriptor<Q, A> method, Q request) {
        calls.increment();
        CompletableFuture<A> answer = new CompletableFuture<>();
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_ms, TimeUnit.MILLISECONDS);
        ClientCalls.asyncUnaryCall(channel.newCall(method, options), request, new StreamObserver<A>() {
            private A value;

            @Override
            public void onNext(A next) {
                value = next;
            }

            @Override
            public void onError(Throwable why) {
                failures.increment();
                Status status = Status.fromThrowable(why);
                if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
                    channel.enterIdle(); // the connection may be dead without a sign: the next call makes a new one
                }
                answer.completeExceptionally(ApiFailure.of(status, method.getFullMethodName()));
            }

            @Override
            public void onCompleted() {
                answer.complete(value);
            }
        });
        return answer;
    }

    /** Calls and waits; while the server is not reached, again after pauses: for what may safely happen twice. */
    <Q, A> A ask(MethodDescriptor<Q, A> method, Q request) throws ApiFailure, InterruptedException {
        for (long pause_ms : PAUSES_ms) {
            try {
                return await(once(method, request));
            } catch (ApiFailure e) {
                if (e.kind() != ApiFailure.Kind.UNAVAILABLE) {
                    throw e;
                }
                Thread.sleep(pause_ms);
            }
        }
        return await(once(method, request));
    }

    private static <A> A await(CompletableFuture<A> answer) throws ApiFailure, InterruptedException {
        try {
            return answer.get(PATIENCE_ms, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ApiFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new ApiFailure(
                    ApiFailure.Kind.UNAVAILABLE, "the API gave no answer in " + PATIENCE_ms / 1_000 + " s");
        }
    }

    ApiKey key() {
        return key;
    }

    long calls() {
        return calls.sum();
    }

    long failures() {
        return failures.sum();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        answers.shutdown();
    }
}
