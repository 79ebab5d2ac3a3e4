package si.paka.adapter.lwm2m;

import org.eclipse.californium.scandium.DtlsHealth;

/** Passes failed handshakes on; what else Scandium counts stays with it. */
final class HandshakeHealth implements DtlsHealth {
    private final Refusals refusals;

    HandshakeHealth(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public void endHandshake(boolean success) {
        if (!success) {
            refusals.handshake();
        }
    }

    @Override
    public void dump() {}

    @Override
    public void startHandshake() {}

    @Override
    public void sendingRecord(boolean drop) {}

    @Override
    public void receivingRecord(boolean drop) {}

    @Override
    public void receivingMacError() {}

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
