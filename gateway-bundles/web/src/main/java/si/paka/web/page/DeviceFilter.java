package si.paka.web.page;

import java.text.Collator;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import si.paka.model.device.Device;

/**
 * Which devices a page shows, in what order.
 *
 * @param words text that id, name, asset, address, profile or owner contains; empty for all
 * @param kind entity type; empty for all
 * @param order {@code name} or {@code seen} (the one silent longest first)
 * @param page from 1
 */
record DeviceFilter(String words, String kind, String order, int page) {
    static final int PAGE = 20;
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int LONGEST = 100;

    DeviceFilter {
        words = words.strip();
        words = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
        order = order.equals("seen") ? "seen" : "name";
        page = Math.max(1, page);
    }

    /** One page of what was found. */
    record Found(List<Device> devices, int total, int page, int pages) {}

    Found apply(List<Device> all, Function<Device, String> kindOf, Function<Device, Instant> seen) {
        List<Device> matching = all.stream()
                .filter(device -> kind.isEmpty() || kind.equals(kindOf.apply(device)))
                .filter(this::matches)
                .sorted(order(seen))
                .toList();
        int pages = Math.max(1, (matching.size() + PAGE - 1) / PAGE);
        int shown = Math.min(page, pages);
        int from = (shown - 1) * PAGE;
        return new Found(matching.subList(from, Math.min(matching.size(), from + PAGE)), matching.size(), shown, pages);
    }

    private boolean matches(Device device) {
        String all = String.join(
                        " ",
                        device.name(),
                        device.id().value(),
                        device.asset().value(),
                        device.address().value(),
                        device.profile().value(),
                        device.owner())
                .toLowerCase(Locale.ROOT);
        for (String word : words.toLowerCase(Locale.ROOT).split("\\s+")) {
            if (!plain(all).contains(plain(word))) {
                return false;
            }
        }
        return true;
    }

    /** With wet gloves nobody writes a caron. */
    private static String plain(String text) {
        return text.replace('č', 'c')
                .replace('š', 's')
                .replace('ž', 'z')
                .replace('ć', 'c')
                .replace('đ', 'd');
    }

    private Comparator<Device> order(Function<Device, Instant> seen) {
        Comparator<Device> byName = Comparator.comparing(device -> natural(device.name()), collator());
        return order.equals("seen") ? Comparator.comparing(seen).thenComparing(byName) : byName;
    }

    private static Comparator<String> collator() {
        Collator slovenian = Collator.getInstance(Locale.forLanguageTag("sl"));
        return slovenian::compare;
    }

    /** Lamp 2 before lamp 10. */
    static String natural(String name) {
        return NUMBER.matcher(name)
                .replaceAll(found -> found.group().length() > 9
                        ? found.group()
                        : String.format("%09d", Integer.parseInt(found.group())));
    }
}
