package si.paka.adapter.lorawan.chirpstack.api;

import java.util.regex.Pattern;

/**
 * The class C multicast session that a street's lamps were given.
 *
 * @param street id in {@code etc/site.yaml}
 * @param mcAddr 8 hex digits
 * @param nwkSKey 32 hex digits
 * @param appSKey 32 hex digits
 * @param dataRate EU868 DR 0..7
 */
record GroupKeys(String street, String mcAddr, String nwkSKey, String appSKey, int dataRate, long frequency_Hz) {
    private static final Pattern STREET = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-f]{8}");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");
    private static final long LOWEST_Hz = 863_000_000L;
    private static final long HIGHEST_Hz = 870_000_000L;

    GroupKeys {
        check(STREET.matcher(street).matches(), "street", "an id of etc/site.yaml");
        check(ADDRESS.matcher(mcAddr).matches(), "mcAddr", "8 hex digits in lower case");
        check(KEY.matcher(nwkSKey).matches(), "nwkSKey", "32 hex digits in lower case");
        check(KEY.matcher(appSKey).matches(), "appSKey", "32 hex digits in lower case");
        check(dataRate >= 0 && dataRate <= 7, "dataRate", "0..7");
        check(frequency_Hz >= LOWEST_Hz && frequency_Hz <= HIGHEST_Hz, "frequency_Hz", "863000000..870000000");
    }

    /** The value is not shown: it may be a key. */
    private static void check(boolean fits, String field, String expected) {
        if (!fits) {
            throw new IllegalArgumentException(field + " is not as expected: " + expected);
        }
    }

    @Override
    public String toString() {
        return "GroupKeys[" + street + "]";
    }
}
