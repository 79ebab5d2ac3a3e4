package si.paka.simulators.fleet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import si.paka.simulators.fleet.SimDevice.Kind;
import si.paka.simulators.town.Street;

/**
 * How many devices a town has; which they are follows from that and the seed. Every second lamp speaks coaps.
 *
 * @param lamps 0..500, in streets of ten
 * @param containers 0..5000
 * @param bays 0..5000
 * @param stations 0..500
 */
public record FleetPlan(int lamps, int containers, int bays, int stations, long seed) {
    private static final int LAMPS_PER_STREET = 10;
    private static final double SPACING_M = 25;
    private static final List<String> NAMES =
            List.of("Šaleška cesta", "Prešernova cesta", "Kidričeva cesta", "Cankarjeva ulica", "Rudarska cesta");

    public FleetPlan {
        check("lamps", lamps, 500);
        check("containers", containers, 5000);
        check("bays", bays, 5000);
        check("stations", stations, 500);
    }

    private static void check(String key, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(key + " is " + value + ", expected 0.." + most);
        }
    }

    /** All devices: lamps, containers, bays, stations. */
    public List<SimDevice> devices() {
        List<SimDevice> all = new ArrayList<>();
        for (int i = 1; i <= lamps; i++) {
            all.add(device(Kind.LAMP, i, Kind.LAMP.id(i), "Svetilka " + i, Map.of()));
        }
        for (int i = 1; i <= containers; i++) {
            Map<String, String> fixed = Map.of("category", "fixed", "storedWasteKind", "paper");
            all.add(device(Kind.CONTAINER, i, devEui(0xC0, i), "Zabojnik " + i, fixed));
        }
        for (int i = 1; i <= bays; i++) {
            Map<String, String> fixed =
                    Map.of("category", "onStreet", "refParkingSite", "urn:ngsi-ld:OnStreetParking:velenje:center");
            all.add(device(Kind.BAY, i, devEui(0xB0, i), "Parkirno mesto " + i, fixed));
        }
        for (int i = 1; i <= stations; i++) {
            all.add(device(Kind.STATION, i, Kind.STATION.id(i), "Zrak " + i, Map.of()));
        }
        return all;
    }

    public List<Street> streets() {
        List<Street> streets = new ArrayList<>();
        for (int first = 1; first <= lamps; first += LAMPS_PER_STREET) {
            List<String> ids = new ArrayList<>();
            for (int i = first; i < Math.min(first + LAMPS_PER_STREET, lamps + 1); i++) {
                ids.add(Kind.LAMP.id(i));
            }
            int number = streets.size();
            String name = number < NAMES.size() ? NAMES.get(number) : "Ulica " + (number + 1);
            OptionalInt crossing = number == 0 ? OptionalInt.of(ids.size() / 2) : OptionalInt.empty();
            streets.add(new Street("street-" + (number + 1), name, ids, SPACING_M, crossing));
        }
        return streets;
    }

    private SimDevice device(Kind kind, int number, String address, String name, Map<String, String> attributes) {
        double latitude = 46.3590 + kind.ordinal() * 0.0011 + (number - 1) / LAMPS_PER_STREET * 0.0007;
        double longitude = 15.1080 + (number - 1) % LAMPS_PER_STREET * 0.0004;
        String psk = kind == Kind.LAMP && number % 2 == 0 ? key(address) : "";
        return new SimDevice(kind.id(number), kind, address, name, latitude, longitude, attributes, psk);
    }

    private static String devEui(int group, int number) {
        return "70b3d57ed0%02x%04x".formatted(group, number);
    }

    /** A key that only simulated lamps have: 16 bytes that follow from the seed. */
    private String key(String address) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(("simulated lamp " + seed + " " + address).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
