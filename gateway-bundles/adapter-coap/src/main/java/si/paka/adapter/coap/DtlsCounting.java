package si.paka.adapter.coap;

import org.eclipse.californium.scandium.DtlsHealth;

/** Passes on what Scandium counts and we show; the rest stays with Scandium. */
final class DtlsCounting implements DtlsHealth {
    private final CoapCounters counters;

    DtlsCounting(CoapCounters counters) {
        this.counters = counters;
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public void endHandshake(boolean success) {
        if (!success) {
            counters.failedHandshake();
        }
    }

    @Override
    public void receivingRecord(boolean drop) {
        if (drop) {
            counters.droppedRecord();
        }
    }

    @Override
    public void receivingMacError() {
        counters.droppedRecord();
    }

    @Override
    public void dump() {}

    @Override
    public void startHandshake() {}

    @Override
    public void sendingRecord(boolean drop) {}

    @Override
    public void setMaxConnections(int max) {}

    @Override
    public void setConnections(int count) {}

    @Override
    public void setPendingIncomingJobs(int count) {}

    @Override
    public void setPendingOutgoingJobs(int count) {}

    @Override
    public void setPendingHandshakeJobs(int count) {}

    @Override
    public void applicationAuthorizationRejected(boolean rejected) {}
}
