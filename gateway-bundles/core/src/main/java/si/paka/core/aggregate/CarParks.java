package si.paka.core.aggregate;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import si.paka.core.Ledger;
import si.paka.core.StateJson;
import si.paka.model.DeviceId;
import si.paka.model.device.Device;
import si.paka.model.journal.StateStore;

/** The car parks' numbers, kept durably: what was counted is counted once, also across a restart. Gateway thread. */
public final class CarParks {
    private static final String ROOM = "core.carparks";

    private record Stored(
            int occupied,
            Map<String, Double> readings,
            double entered,
            double left,
            Instant movedAt,
            String rezeroed,
            int correction,
            String reason) {
        static Stored of(CarPark one) {
            return new Stored(
                    one.occupied(),
                    one.readings(),
                    one.entered(),
                    one.left(),
                    one.movedAt(),
                    one.rezeroed().equals(LocalDate.MIN) ? "" : one.rezeroed().toString(),
                    one.correction(),
                    one.reason());
        }

        CarPark toCarPark() {
            return new CarPark(
                    occupied,
                    readings,
                    entered,
                    left,
                    movedAt,
                    rezeroed.isEmpty() ? LocalDate.MIN : LocalDate.parse(rezeroed),
                    correction,
                    reason);
        }
    }

    private final StateStore store;
    private final Ledger ledger;
    private final Supplier<ZoneId> zone;
    private final Map<DeviceId, CarPark> all = new HashMap<>();

    /** @param zone in which car parks are set anew at night */
    public CarParks(StateStore store, Ledger ledger, Supplier<ZoneId> zone) {
        this.store = store;
        this.ledger = ledger;
        this.zone = zone;
    }

    Totals count(Device device, List<Member> counters, Instant now) {
        CarPark before = find(device, now);
        CarPark after = before.count(counters, setup(device), now);
        keep(device, before, after, "aggregate");
        return after.totals(setup(device));
    }

    void set(Device device, int vehicles, String by, Instant now) {
        CarPark before = find(device, now);
        keep(
                device,
                before,
                before.set(Math.max(0, Math.min(vehicles, setup(device).capacity())), by),
                by);
    }

    private CarPark find(Device device, Instant now) {
        return all.computeIfAbsent(
                device.id(),
                id -> store.find(ROOM, id.value())
                        .map(bytes -> StateJson.read(bytes, Stored.class).toCarPark())
                        .orElseGet(() -> CarPark.empty(now)));
    }

    private void keep(Device device, CarPark before, CarPark after, String by) {
        if (after.equals(before)) {
            return;
        }
        all.put(device.id(), after);
        store.put(ROOM, device.id().value(), StateJson.write(Stored.of(after)));
        if (!after.reason().equals(before.reason()) || after.correction() != before.correction()) {
            ledger.audit(
                    by,
                    "count-corrected",
                    device.id().value(),
                    (after.correction() > 0 ? "+" : "") + after.correction() + " vehicles: " + after.reason());
        }
    }

    void keepOnly(Set<DeviceId> present) {
        all.keySet().removeIf(id -> {
            boolean gone = !present.contains(id);
            if (gone) {
                store.remove(ROOM, id.value());
            }
            return gone;
        });
    }

    private CarPark.Setup setup(Device device) {
        Optional<LocalTime> rezeroAt = Optional.of(device.attributes().getOrDefault("rezeroAt", ""))
                .filter(text -> !text.isBlank() && !text.equals("never"))
                .map(LocalTime::parse);
        int rezeroTo = (int) Double.parseDouble(device.attributes().getOrDefault("rezeroTo", "0"));
        return new CarPark.Setup(Math.max(1, Aggregates.capacity(device)), rezeroAt, rezeroTo, zone.get());
    }
}
