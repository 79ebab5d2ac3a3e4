package si.paka.adapter.lorawan.chirpstack.api;

/** What the server needs to activate a device; keys in hex, never in a text. */
sealed interface DeviceSecret {
    /** Joins over the air (LoRaWAN 1.0.x): its root key, which ChirpStack calls nwk_key. */
    record Otaa(String joinEui, String appKey) implements DeviceSecret {
        @Override
        public String toString() {
            return "Otaa[" + joinEui + "]";
        }
    }

    /** Activated by personalisation. */
    record Abp(String devAddr, String nwkSKey, String appSKey) implements DeviceSecret {
        @Override
        public String toString() {
            return "Abp[" + devAddr + "]";
        }
    }
}
