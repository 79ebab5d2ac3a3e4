package si.paka.model.access;

import java.nio.file.Path;

/** The cabinet's own certificate, made at first start. Served by {@code access}. */
public interface ServerIdentity {
    /** PKCS #12 with the TLS key and certificate, file mode 0600. */
    Path keyStore();

    char[] keyStorePassword();

    /** SHA-256 of the certificate, as {@code AB:CD:…}: what a technician compares in the browser. */
    String fingerprint();
}
