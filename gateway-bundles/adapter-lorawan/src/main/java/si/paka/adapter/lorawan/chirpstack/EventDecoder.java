package si.paka.adapter.lorawan.chirpstack;

/** Reads events as one of ChirpStack's marshalers writes them. Safe from any thread. */
interface EventDecoder {
    /**
     * @param kind last level of the topic, e.g. {@code up}
     * @throws MalformedEventException saying what is wrong and where
     */
    ServerEvent decode(String kind, byte[] payload) throws MalformedEventException;
}
