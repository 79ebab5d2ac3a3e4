package si.paka.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Passwords as PBKDF2 with HMAC-SHA-256, a salt each; the round count is kept with the hash so that it can grow. */
final class Passwords {
    private static final int ROUNDS = 210_000;
    private static final int SHORTEST = 10;
    private static final int LONGEST = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The hash of no password: matching against it takes as long as against any other. */
    static final String NOBODY = ROUNDS + "$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private Passwords() {}

    /** @throws IllegalArgumentException if it is too short or too long */
    static String hash(char[] password) {
        if (password.length < SHORTEST || password.length > LONGEST) {
            throw new IllegalArgumentException(
                    "password has " + password.length + " characters, expected " + SHORTEST + ".." + LONGEST);
        }
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return ROUNDS + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(derive(password, salt, ROUNDS));
    }

    static boolean matches(char[] password, String hash) {
        String[] parts = hash.split("\\$");
        byte[] salt = Base64.getDecoder().decode(parts[1]);
        byte[] expected = Base64.getDecoder().decode(parts[2]);
        return MessageDigest.isEqual(expected, derive(password, salt, Integer.parseInt(parts[0])));
    }

    private static byte[] derive(char[] password, byte[] salt, int rounds) {
        try {
            SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            return factory.generateSecret(new PBEKeySpec(password, salt, rounds, 256))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
