package si.paka.adapter.lorawan.chirpstack.api;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import si.paka.adapter.lorawan.chirpstack.api.Difference.Kind;
import si.paka.adapter.lorawan.chirpstack.api.Wanted.WantedDevice;
import si.paka.adapter.lorawan.chirpstack.api.Wanted.WantedGroup;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceListItem;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfile;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfileListItem;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroup;
import si.paka.model.access.LorawanKeys;

/** Compares what is wanted with what is there: a pure decision. Differences come in the order in which they are put right. */
final class Comparison {
    private final Wanted wanted;
    private final Present present;
    private final List<Difference> differences = new ArrayList<>();

    private Comparison(Wanted wanted, Present present) {
        this.wanted = wanted;
        this.present = present;
    }

    static List<Difference> of(Wanted wanted, Present present) {
        Comparison comparison = new Comparison(wanted, present);
        if (present.application().isEmpty()) {
            comparison.add(Kind.APPLICATION_MISSING, wanted.application(), "");
        }
        comparison.profiles();
        comparison.devices();
        comparison.groups();
        comparison.differences.sort((a, b) -> a.kind().compareTo(b.kind())); // stable: within a kind by subject
        return List.copyOf(comparison.differences);
    }

    private void add(Kind kind, String subject, String detail) {
        differences.add(new Difference(kind, subject, detail));
    }

    /** A profile is needed where a device is missing, or uses it already; an operator's own profiles are left alone. */
    private void profiles() {
        Set<String> needed = new TreeSet<>();
        wanted.devices().stream()
                .filter(device -> !present.devices().containsKey(device.devEui()))
                .forEach(device -> needed.add(device.profile()));
        new TreeMap<>(wanted.profiles()).forEach((name, profile) -> {
            DeviceProfileListItem there = present.profiles().get(name);
            if (there == null && needed.contains(name)) {
                add(Kind.PROFILE_MISSING, name, "");
            } else if (there != null) {
                String detail = differs(profile, there);
                if (!detail.isEmpty()) {
                    add(Kind.PROFILE_DIFFERS, name, detail);
                }
            }
        });
    }

    private static String differs(DeviceProfile wanted, DeviceProfileListItem there) {
        List<String> texts = new ArrayList<>();
        note(texts, "region", there.getRegion(), wanted.getRegion());
        note(texts, "MAC version", there.getMacVersion(), wanted.getMacVersion());
        note(texts, "regional parameters", there.getRegParamsRevision(), wanted.getRegParamsRevision());
        note(texts, "join over the air", there.getSupportsOtaa(), wanted.getSupportsOtaa());
        note(texts, "class B", there.getSupportsClassB(), wanted.getSupportsClassB());
        note(texts, "class C", there.getSupportsClassC(), wanted.getSupportsClassC());
        return String.join("; ", texts);
    }

    private static void note(List<String> texts, String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            texts.add(what + " is " + found + ", expected " + expected);
        }
    }

    private void devices() {
        Set<String> unknown = new TreeSet<>(present.devices().keySet());
        for (WantedDevice device : wanted.devices()) {
            unknown.remove(device.devEui());
            DeviceListItem there = present.devices().get(device.devEui());
            if (there == null) {
                add(Kind.DEVICE_MISSING, device.devEui(), device.name() + ", " + device.profile());
                continue;
            }
            List<String> texts = new ArrayList<>();
            note(texts, "name", there.getName(), device.name());
            new TreeMap<>(device.tags())
                    .forEach((tag, value) -> note(texts, "tag " + tag, there.getTagsOrDefault(tag, ""), value));
            if (!texts.isEmpty()) {
                add(Kind.DEVICE_DIFFERS, device.devEui(), String.join("; ", texts));
            }
            keys(device);
        }
        unknown.forEach(devEui ->
                add(Kind.DEVICE_UNKNOWN, devEui, present.devices().get(devEui).getName()));
    }

    private void keys(WantedDevice device) {
        String there = present.keys().get(device.devEui());
        if (there == null || device.secret().isEmpty()) {
            return; // not asked for
        }
        if (there.isEmpty()) {
            add(Kind.KEYS_MISSING, device.devEui(), "");
        } else if (device.secret().get() instanceof LorawanKeys.Otaa otaa
                && !HexFormat.of().formatHex(otaa.appKey()).equalsIgnoreCase(there)) {
            add(Kind.KEYS_DIFFER, device.devEui(), "the server's root key is another one");
        }
    }

    private void groups() {
        for (WantedGroup group : wanted.groups()) {
            MulticastGroup there = present.groups().get(group.name());
            if (there == null) {
                add(Kind.GROUP_MISSING, group.name(), group.members().size() + " members");
                continue;
            }
            String detail = differs(group.keys(), there);
            if (!detail.isEmpty()) {
                add(Kind.GROUP_DIFFERS, group.name(), detail);
            }
            members(group, present.members().getOrDefault(group.name(), Set.of()));
        }
    }

    private void members(WantedGroup group, Set<String> there) {
        new TreeSet<>(group.members())
                .stream()
                        .filter(devEui -> !there.contains(devEui))
                        .forEach(devEui -> add(Kind.MEMBER_MISSING, group.name(), devEui));
        new TreeSet<>(there)
                .stream()
                        .filter(devEui -> !group.members().contains(devEui))
                        .forEach(devEui -> add(Kind.MEMBER_SUPERFLUOUS, group.name(), devEui));
    }

    private static String differs(GroupKeys wanted, MulticastGroup there) {
        List<String> texts = new ArrayList<>();
        note(texts, "address", there.getMcAddr(), wanted.mcAddr());
        note(texts, "data rate", there.getDr(), wanted.dataRate());
        note(texts, "frequency", Integer.toUnsignedLong(there.getFrequency()), wanted.frequency_Hz());
        boolean sameKeys = there.getMcNwkSKey().equalsIgnoreCase(wanted.nwkSKey())
                && there.getMcAppSKey().equalsIgnoreCase(wanted.appSKey());
        if (!sameKeys) {
            texts.add("its keys are others");
        }
        return String.join("; ", texts);
    }
}
