package si.paka.adapter.coap;

import org.eclipse.californium.core.network.interceptors.MalformedMessageInterceptor;
import org.eclipse.californium.elements.RawData;

/** Counts datagrams that are not CoAP. */
record MalformedCount(CoapCounters counters) implements MalformedMessageInterceptor {
    @Override
    public void receivedMalformedMessage(RawData message) {
        counters.malformed();
    }
}
