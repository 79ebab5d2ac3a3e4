package si.paka.simulators.chirpstack;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.UUID;

/** Refuses what ChirpStack refuses, with its status codes. */
final class Checks {
    private Checks() {}

    static StatusRuntimeException invalid(String why) {
        return Status.INVALID_ARGUMENT.withDescription(why).asRuntimeException();
    }

    /** Bad hex and violated uniqueness are INTERNAL there, not INVALID_ARGUMENT or ALREADY_EXISTS. */
    static StatusRuntimeException internal(String why) {
        return Status.INTERNAL.withDescription(why).asRuntimeException();
    }

    static StatusRuntimeException missing(String id) {
        return Status.NOT_FOUND
                .withDescription("Object does not exist (id: " + id + ")")
                .asRuntimeException();
    }

    static StatusRuntimeException notAllowed() {
        return Status.UNAUTHENTICATED.withDescription("").asRuntimeException();
    }

    static String uuid(String text) {
        try {
            if (text.length() == 36) {
                return UUID.fromString(text).toString();
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw invalid("invalid length: expected a UUID, found \"" + text + "\"");
    }

    static String eui(String text) {
        return hex(text, 16);
    }

    /** Empty means zeros. */
    static String key(String text) {
        return text.isEmpty() ? "0".repeat(32) : hex(text, 32);
    }

    static String hex(String text, int digits) {
        if (!text.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw internal("Invalid string length or hex digit");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    static void named(String name) {
        if (name.isEmpty()) {
            throw invalid("Validation error: name is not set");
        }
    }
}
