package si.paka.profiles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import si.paka.model.device.Device;

/** Whether a device has what its entity type requires. Says what is missing or wrong, as sentences naming the attribute. */
final class Approval {
    /** Attributes that the gateway itself writes. */
    static final Set<String> OURS = Set.of("id", "type", "location", "name", "owner", "source", "uplinkSequence");

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern TARGET = Pattern.compile("urn:[\\w:.-]{1,200}|[A-Za-z0-9-]{1,64}");
    /** GSMA-Commons wants identifiers here. */
    private static final Pattern OWNER = Pattern.compile("[\\w.@:-]{1,256}");

    private final EntityShape shape;
    private final Set<String> measured;
    private final List<String> problems = new ArrayList<>();

    private Approval(EntityShape shape, Set<String> measured) {
        this.shape = shape;
        this.measured = measured;
    }

    /** @param measured attributes that come from the device */
    static List<String> problems(EntityShape shape, Set<String> measured, Device device) {
        Approval approval = new Approval(shape, measured);
        approval.check(device);
        return approval.problems;
    }

    private void check(Device device) {
        for (String name : shape.required().stream().sorted().toList()) {
            boolean there = name.equals("location")
                    ? device.location().isPresent()
                    : !device.attributes().getOrDefault(name, "").isBlank();
            if (!there) {
                problems.add(name + " is missing; a " + shape.type() + " requires it");
            }
        }
        if (!OWNER.matcher(device.owner()).matches()) {
            problems.add("owner is \"" + device.owner() + "\", expected letters, digits and . _ @ : -");
        }
        device.attributes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(fixed -> check(fixed.getKey(), fixed.getValue()));
    }

    private void check(String name, String value) {
        if (measured.contains(name)) {
            problems.add(name + " can't be a fixed attribute: it is measured");
        } else if (isReserved(name)) {
            problems.add(name + " can't be a fixed attribute: reserved");
        } else if (shape.numbers().contains(name) && number(value) < 0) {
            problems.add(name + " is \"" + value + "\", expected a number, 0 or more");
        }
        for (String item : value.isBlank() ? List.<String>of() : EntityShape.items(value)) {
            if (shape.relationships().containsKey(name) && !TARGET.matcher(item).matches()) {
                problems.add(name + " is \"" + item + "\", expected a URN or an asset id");
            }
            if (shape.words().containsKey(name) && !shape.words().get(name).contains(item)) {
                problems.add(name + " is \"" + item + "\", expected one of "
                        + shape.words().get(name).stream().sorted().toList());
            }
        }
    }

    private boolean isReserved(String name) {
        return OURS.contains(name)
                || shape.dates().containsKey(name)
                || shape.derived().containsKey(name)
                || !NAME.matcher(name).matches();
    }

    /** The number, or -1 if it is none. */
    static double number(String text) {
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
