package si.paka.simulators.devices.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapHandler;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.UdpConfig;

/** Sends what CoAP stations measure, all from one socket. Safe from any thread. */
public final class StationClient implements AutoCloseable {
    private final CoapEndpoint endpoint;
    private final String base;

    /** @param base the gateway's address with the devices' path, e.g. {@code coap://127.0.0.1:5685/d} */
    public StationClient(String base) {
        this.base = base;
        Configuration settings = Configuration.createStandardWithoutFile();
        settings.set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1);
        settings.set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1);
        settings.set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
        endpoint = new CoapEndpoint.Builder()
                .setConfiguration(settings)
                .setInetSocketAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build();
    }

    /**
     * Posts one body, confirmable. The future completes with what the gateway answered, or with {@code no answer} after
     * CoAP's time-out.
     *
     * @param format CoAP content format, e.g. 110 for SenML JSON
     */
    public CompletableFuture<Answer> post(String deviceId, byte[] body, int format) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        CoapClient client = new CoapClient(base + "/" + deviceId).setEndpoint(endpoint);
        Request request = Request.newPost();
        request.setPayload(body);
        request.getOptions().setContentFormat(format);
        client.advanced(new Completion(answer), request);
        answer.whenComplete((given, why) -> {
            if (why != null) {
                request.cancel(); // who no longer waits must not repeat it later either
            }
        });
        return answer;
    }

    /** Posts one reading of a station as SenML, in CBOR or JSON. */
    public CompletableFuture<Answer> report(String deviceId, AirStation station, boolean cbor, Instant at) {
        return cbor
                ? post(deviceId, SenMl.cbor(station.measure(), at), SenMl.CBOR_FORMAT)
                : post(deviceId, SenMl.json(station.measure(), at), SenMl.JSON_FORMAT);
    }

    @Override
    public void close() {
        endpoint.destroy();
    }

    /**
     * What came back.
     *
     * @param code CoAP code, e.g. {@code 2.04}; {@code none} if nothing came
     * @param diagnostic the answer's text
     */
    public record Answer(String code, String diagnostic) {
        public boolean isSuccess() {
            return code.startsWith("2.");
        }
    }

    private record Completion(CompletableFuture<Answer> answer) implements CoapHandler {
        @Override
        public void onLoad(CoapResponse response) {
            answer.complete(new Answer(response.getCode().toString(), response.getResponseText()));
        }

        @Override
        public void onError() {
            answer.complete(new Answer("none", "no answer"));
        }
    }
}
