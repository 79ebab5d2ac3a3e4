package si.paka.simulators.chirpstack;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.concurrent.atomic.LongAdder;

/** Lets in who has the key, and says what ChirpStack says to others. */
final class Access implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final Faults faults;
    private final LongAdder refused = new LongAdder();
    private volatile String key;

    Access(Faults faults, String key) {
        this.faults = faults;
        this.key = key;
    }

    void key(String fresh) {
        key = fresh;
    }

    long refused() {
        return refused.sum();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String given = headers.get(AUTHORIZATION);
        String why = "";
        if (given == null) {
            why = "no authorization provided";
        } else if (!given.startsWith("Bearer ")) {
            why = "authorization metadata must be in format 'Bearer <TOKEN>";
        } else if (faults.tokenExpired) {
            why = "ExpiredSignature";
        } else if (!given.equals("Bearer " + key)) {
            why = "InvalidSignature";
        }
        if (why.isEmpty()) {
            return next.startCall(call, headers);
        }
        refused.increment();
        call.close(Status.UNAUTHENTICATED.withDescription(why), new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
