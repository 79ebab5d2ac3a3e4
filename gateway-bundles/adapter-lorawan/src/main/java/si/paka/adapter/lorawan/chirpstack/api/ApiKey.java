package si.paka.adapter.lorawan.chirpstack.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The API key, from a setting or a file; a file is read again when the server refuses what it held. Safe from any thread. */
final class ApiKey {
    private static final int LARGEST_FILE = 16 * 1024;

    private final Optional<Path> file;
    private volatile String value;

    private ApiKey(Optional<Path> file, String value) {
        this.file = file;
        this.value = value;
    }

    static ApiKey of(String value) {
        return new ApiKey(Optional.empty(), checked("chirpstack.api.key", value));
    }

    /** @throws IllegalArgumentException naming key and file if it can't be read */
    static ApiKey in(Path file) {
        return new ApiKey(Optional.of(file), read(file));
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("it has more than " + LARGEST_FILE + " bytes");
            }
            return checked(
                    "chirpstack.api.keyFile",
                    Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "chirpstack.api.keyFile is " + file + " (" + e + "), expected a readable file with one API key", e);
        }
    }

    /** A header's value: printable, without blanks. The text itself is never shown. */
    private static String checked(String setting, String value) {
        if (!value.matches("[!-~]{1,8192}")) {
            throw new IllegalArgumentException(setting + " holds no API key (" + value.length()
                    + " characters), expected one line as the server showed it");
        }
        return value;
    }

    String value() {
        return value;
    }

    /** Reads the file again. */
    void refresh() {
        file.ifPresent(path -> value = read(path));
    }

    @Override
    public String toString() {
        return file.map(path -> "key in " + path).orElse("key in the settings");
    }
}
