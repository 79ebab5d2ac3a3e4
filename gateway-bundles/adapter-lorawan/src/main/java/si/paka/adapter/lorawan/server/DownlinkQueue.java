package si.paka.adapter.lorawan.server;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import si.paka.adapter.lorawan.DownlinkProgress.Step;

/**
 * What waits for one device: the strongest rank first, then the older. Bounded: beyond, the weakest and youngest goes first. Used by the
 * server's thread only.
 */
final class DownlinkQueue {
    static final int MOST = 16;

    private final TreeSet<DownlinkItem> items = new TreeSet<>(
            Comparator.comparing((DownlinkItem item) -> item.downlink().rank()).thenComparing(DownlinkItem::order));

    void add(DownlinkItem item, Instant now) {
        supersede(item, now);
        items.add(item);
        if (items.size() > MOST) {
            items.pollLast().end(Step.FAILED, MOST + " downlinks wait for this device", now);
        }
    }

    /** A level that nobody wants any more need not be sent. */
    private void supersede(DownlinkItem item, Instant now) {
        String subject = item.downlink().subject();
        if (!subject.isEmpty()) {
            items.removeIf(other -> {
                boolean same = other.downlink().subject().equals(subject);
                if (same) {
                    other.end(Step.SUPERSEDED, "a later command replaced it", now);
                }
                return same;
            });
        }
    }

    /** Comes back after a transmission that failed, unless something later replaced it meanwhile. */
    void putBack(DownlinkItem item, Instant now) {
        boolean replaced = !item.downlink().subject().isEmpty()
                && items.stream()
                        .anyMatch(other -> other.downlink()
                                .subject()
                                .equals(item.downlink().subject()));
        if (replaced) {
            item.end(Step.SUPERSEDED, "a later command replaced it", now);
        } else {
            items.add(item);
        }
    }

    /** The next one that has time left; those that have not are ended. */
    Optional<DownlinkItem> peek(Instant now) {
        items.removeIf(item -> {
            if (item.isExpired(now) && !item.hasEnded()) {
                item.end(Step.EXPIRED, "it could not be transmitted in time", now);
            }
            return item.hasEnded();
        });
        return items.isEmpty() ? Optional.empty() : Optional.of(items.first());
    }

    void remove(DownlinkItem item) {
        items.remove(item);
    }

    int size() {
        return items.size();
    }

    void failAll(String why, Instant now) {
        items.forEach(item -> item.end(Step.FAILED, why, now));
        items.clear();
    }
}
