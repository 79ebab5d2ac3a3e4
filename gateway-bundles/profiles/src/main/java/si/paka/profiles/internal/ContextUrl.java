package si.paka.profiles.internal;

import java.net.URI;
import java.util.function.Supplier;
import si.paka.model.port.LinkedData;
import si.paka.model.port.PublicAddress;

/** Where the JSON-LD context is: as set, else below the cabinet's own address while it has one. Safe from any thread. */
final class ContextUrl implements Supplier<String> {
    private final String set;
    private volatile String current;

    /** @param set {@code ngsild.contextUrl}; empty for the cabinet's own address */
    ContextUrl(String set) {
        if (!set.isEmpty() && !isUrl(set)) {
            throw new IllegalArgumentException(
                    "ngsild.contextUrl is \"" + set + "\", expected http://… or https://…, or empty");
        }
        this.set = set;
        this.current = set;
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    void reachable(PublicAddress address) {
        if (set.isEmpty()) {
            current = address.url() + LinkedData.CONTEXT_PATH;
        }
    }

    /** An address went; another may have come before. */
    void unreachable(PublicAddress address) {
        if (set.isEmpty() && current.equals(address.url() + LinkedData.CONTEXT_PATH)) {
            current = "";
        }
    }

    @Override
    public String get() {
        return current;
    }
}
