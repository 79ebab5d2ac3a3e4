package si.paka.adapter.coap;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.config.CoapConfig.TrackerMode;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConfig.DtlsRole;
import org.eclipse.californium.scandium.dtls.cipher.CipherSuite;
import si.paka.model.DeviceMessage;

/** Californium's many numbers, chosen for a small board and hostile senders. */
final class CoapTuning {
    private static final int PENDING_JOBS = 1_000;

    /** What small devices and libcoap offer; pre-shared keys only. */
    private static final List<CipherSuite> SUITES = List.of(
            CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256,
            CipherSuite.TLS_PSK_WITH_AES_128_CCM_8,
            CipherSuite.TLS_PSK_WITH_AES_128_CCM,
            CipherSuite.TLS_PSK_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_PSK_WITH_AES_256_GCM_SHA384,
            CipherSuite.TLS_PSK_WITH_AES_128_CBC_SHA256);

    private CoapTuning() {}

    static Configuration configuration(CoapSettings settings) {
        Configuration numbers = new Configuration(
                SystemConfig.DEFINITIONS, CoapConfig.DEFINITIONS, UdpConfig.DEFINITIONS, DtlsConfig.DEFINITIONS);
        bounds(numbers, settings);
        threads(numbers);
        dtls(numbers, settings);
        return numbers;
    }

    private static void bounds(Configuration numbers, CoapSettings settings) {
        numbers.set(CoapConfig.MAX_RESOURCE_BODY_SIZE, DeviceMessage.MAX_PAYLOAD);
        numbers.set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, (int) FloodGuard.TRANSFER.toSeconds(), TimeUnit.SECONDS);
        numbers.set(CoapConfig.EXCHANGE_LIFETIME, (int) FloodGuard.REMEMBERED.toSeconds(), TimeUnit.SECONDS);
        numbers.set(CoapConfig.USE_MESSAGE_OFFLOADING, true);
        numbers.set(CoapConfig.MAX_ACTIVE_PEERS, settings.peers());
        numbers.set(CoapConfig.MID_TRACKER, TrackerMode.NULL);
        numbers.set(CoapConfig.MAX_SERVER_OBSERVES, 1);
    }

    private static void threads(Configuration numbers) {
        numbers.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
        numbers.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
        numbers.set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
        numbers.set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1);
        numbers.set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1);
    }

    private static void dtls(Configuration numbers, CoapSettings settings) {
        numbers.set(DtlsConfig.DTLS_ROLE, DtlsRole.SERVER_ONLY);
        numbers.set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, 6);
        numbers.set(DtlsConfig.DTLS_MAX_CONNECTIONS, settings.peers());
        numbers.set(DtlsConfig.DTLS_MAX_PENDING_INBOUND_JOBS, PENDING_JOBS);
        numbers.set(DtlsConfig.DTLS_MAX_PENDING_OUTBOUND_JOBS, PENDING_JOBS);
        numbers.set(DtlsConfig.DTLS_MAX_PENDING_HANDSHAKE_RESULT_JOBS, PENDING_JOBS);
        numbers.set(DtlsConfig.DTLS_RECOMMENDED_CIPHER_SUITES_ONLY, false);
        numbers.set(DtlsConfig.DTLS_CIPHER_SUITES, SUITES);
    }
}
