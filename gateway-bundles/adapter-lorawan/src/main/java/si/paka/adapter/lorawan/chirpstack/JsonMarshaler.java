package si.paka.adapter.lorawan.chirpstack;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import si.paka.adapter.lorawan.Downlink;

/** The JSON mapping of Protobuf, ChirpStack's default. */
final class JsonMarshaler implements Marshaler {
    @Override
    public ServerEvent decode(String kind, byte[] payload) throws MalformedEventException {
        ServerEvent event = new ServerEvent();
        JsonEvents.fill(event, payload);
        return event;
    }

    @Override
    public byte[] command(String id, Downlink downlink) {
        String body = "{\"id\":\"" + id + "\",\"devEui\":\"" + downlink.devEui() + "\",\"confirmed\":"
                + downlink.confirmed() + ",\"fPort\":" + downlink.fPort() + ",\"data\":\""
                + Base64.getEncoder().encodeToString(downlink.payload()) + "\",\"expiresAt\":\""
                + downlink.expiresAt() + "\"}";
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
