package si.paka.core.ingest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import si.paka.model.DeviceMessage;

/**
 * Remembers the ids of the last messages, so that one that comes again (after a lost acknowledgement) is processed once.
 * Bounded; forgets the oldest. Guarded by itself.
 */
final class RecentMessages {
    private static final int LIMIT = 20_000;

    private final Map<String, Long> positions = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > LIMIT;
        }
    };

    synchronized OptionalLong find(DeviceMessage message) {
        if (message.messageId().isEmpty()) {
            return OptionalLong.empty();
        }
        Long position = positions.get(key(message));
        return position == null ? OptionalLong.empty() : OptionalLong.of(position);
    }

    synchronized void remember(DeviceMessage message, long position) {
        if (!message.messageId().isEmpty()) {
            positions.put(key(message), position);
        }
    }

    private static String key(DeviceMessage message) {
        return message.source().value() + ' ' + message.messageId();
    }
}
