package si.paka.model.access;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.regex.Pattern;

/** What a LoRaWAN device and the network that serves it share. Never shown: not in a text, not in a log. */
public sealed interface LorawanKeys {
    /** 16 hex digits in lower case. */
    Pattern EUI = Pattern.compile("[0-9a-f]{16}");

    int KEY_BYTES = 16;

    /**
     * For joining over the air (OTAA).
     *
     * @param joinEui 16 hex digits in lower case
     * @param appKey root key of LoRaWAN 1.0.x, 16 bytes; a copy
     */
    record Otaa(String joinEui, byte[] appKey) implements LorawanKeys {
        public Otaa {
            requireNonNull(joinEui, "joinEui is null");
            if (!EUI.matcher(joinEui).matches()) {
                throw new IllegalArgumentException(
                        "joinEui is \"" + joinEui + "\", expected 16 hex digits in lower case");
            }
            appKey = checked("appKey", appKey);
        }

        @Override
        public byte[] appKey() {
            return appKey.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Otaa that && joinEui.equals(that.joinEui) && Arrays.equals(appKey, that.appKey);
        }

        @Override
        public int hashCode() {
            return joinEui.hashCode();
        }

        @Override
        public String toString() {
            return "Otaa[" + joinEui + "]";
        }
    }

    /**
     * Activated by personalisation (ABP).
     *
     * @param nwkSKey 16 bytes; a copy
     * @param appSKey 16 bytes; a copy
     */
    record Abp(int devAddr, byte[] nwkSKey, byte[] appSKey) implements LorawanKeys {
        public Abp {
            nwkSKey = checked("nwkSKey", nwkSKey);
            appSKey = checked("appSKey", appSKey);
        }

        @Override
        public byte[] nwkSKey() {
            return nwkSKey.clone();
        }

        @Override
        public byte[] appSKey() {
            return appSKey.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Abp that
                    && devAddr == that.devAddr
                    && Arrays.equals(nwkSKey, that.nwkSKey)
                    && Arrays.equals(appSKey, that.appSKey);
        }

        @Override
        public int hashCode() {
            return devAddr;
        }

        @Override
        public String toString() {
            return "Abp[" + Integer.toHexString(devAddr) + "]";
        }
    }

    private static byte[] checked(String name, byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(name + " has " + key.length + " bytes, expected " + KEY_BYTES);
        }
        return key.clone();
    }
}
