package si.paka.simulators.devices.lwm2m;

import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.config.DtlsConfig;

/** Settings by which twenty clients and more fit into one small process. */
final class FrugalCoap {
    private FrugalCoap() {}

    static Configuration shrink(Configuration settings) {
        settings.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
        settings.set(CoapConfig.MAX_ACTIVE_PEERS, 8);
        settings.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
        settings.set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
        if (settings.get(DtlsConfig.DTLS_MAX_CONNECTIONS) != null) {
            settings.set(DtlsConfig.DTLS_MAX_CONNECTIONS, 4);
            settings.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
            settings.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
        }
        return settings;
    }
}
