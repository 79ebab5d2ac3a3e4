package si.paka.adapter.lorawan.chirpstack;

import si.paka.adapter.lorawan.Downlink;

/** How ChirpStack's MQTT integration writes events and reads commands: its setting {@code integration.mqtt.json}. */
interface Marshaler extends EventDecoder {
    /**
     * The command that queues a downlink.
     *
     * @param id of the queue item
     */
    byte[] command(String id, Downlink downlink);

    /** @throws IllegalArgumentException naming key and what is accepted */
    static Marshaler named(String name) {
        return switch (name) {
            case "json" -> new JsonMarshaler();
            case "protobuf" -> new ProtobufMarshaler(); // only now its library is loaded
            default ->
                throw new IllegalArgumentException("chirpstack.marshaler is \"" + name
                        + "\", expected json or protobuf, as the server's" + " integration.mqtt.json says");
        };
    }
}
