package si.paka.simulators.chirpstack;

import io.grpc.stub.StreamObserver;

/** Answers one call under the store's lock. */
final class Call {
    /** Makes the answer. */
    interface Answer<A> {
        A make();
    }

    private Call() {}

    static <A> void answer(Store store, StreamObserver<A> observer, Answer<A> answer) {
        A value;
        try {
            synchronized (store) {
                value = answer.make();
            }
        } catch (RuntimeException e) { // a status, or a fault of ours that the client has to see
            observer.onError(e);
            return;
        }
        observer.onNext(value);
        observer.onCompleted();
    }
}
