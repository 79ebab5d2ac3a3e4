package si.paka.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The one-time code by which a cabinet gets its first administrator: on the console and in a file, for 24 hours. */
final class ClaimCode {
    private static final String ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private static final int GROUPS = 4;
    private static final int GROUP = 4;
    private static final Duration LIFE = Duration.ofHours(24);

    private final Path file;
    private final Clock clock;
    private String code;
    private Instant until;

    ClaimCode(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /** Makes a new code and tells it, unless the one in the file still holds. */
    synchronized void issue() throws IOException {
        if (Files.exists(file)) {
            Instant made = Files.getLastModifiedTime(file).toInstant();
            if (clock.instant().isBefore(made.plus(LIFE))) {
                code = Files.readString(file).strip();
                until = made.plus(LIFE);
            }
        }
        if (code == null) {
            code = random();
            until = clock.instant().plus(LIFE);
            PrivateFiles.write(file, (code + "\n").getBytes(StandardCharsets.UTF_8));
        }
        System.out.println("Koda za prevzem omare / claim code: " + code + "  (24 h; " + file + ")");
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                text.append('-');
            }
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    synchronized boolean matches(String given) {
        if (code == null || clock.instant().isAfter(until)) {
            return false;
        }
        byte[] expected = code.replace("-", "").getBytes(StandardCharsets.UTF_8);
        String plain = given.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "");
        return MessageDigest.isEqual(expected, plain.getBytes(StandardCharsets.UTF_8));
    }

    synchronized void used() throws IOException {
        code = null;
        Files.deleteIfExists(file);
    }
}
