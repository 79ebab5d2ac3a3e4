package si.paka.adapter.lorawan.chirpstack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes TLS sockets from files.
 *
 * @param trustStore PEM certificates, or PKCS #12 without a password; blank for the system's authorities
 * @param certificate of the client, PEM, with what signed it; blank for none
 * @param key of the client, PEM, PKCS #8 without a password; blank for none
 */
public record Tls(String trustStore, String certificate, String key) {
    private static final String TRUST = "chirpstack.trustStore";
    private static final String CERTIFICATE = "chirpstack.clientCertificate";
    private static final String KEY = "chirpstack.clientKey";
    private static final char[] NO_PASSWORD = new char[0];

    public Tls {
        if (certificate.isBlank() != key.isBlank()) {
            throw new IllegalArgumentException((certificate.isBlank() ? CERTIFICATE : KEY) + " is missing, expected "
                    + CERTIFICATE + " and " + KEY + " together or none of them");
        }
    }

    /** @throws IllegalArgumentException naming key, file and what is accepted */
    public SSLSocketFactory sockets() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore.isBlank() ? null : authorities());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(identity(), trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS towards ChirpStack can't be set up: " + e, e);
        }
    }

    private KeyStore authorities() {
        try {
            byte[] content = Files.readAllBytes(Path.of(trustStore));
            KeyStore store = KeyStore.getInstance("PKCS12");
            if (isPem(content, "CERTIFICATE")) {
                store.load(null, null);
                for (Certificate one : certificates(content)) {
                    store.setCertificateEntry("ca-" + store.size(), one);
                }
            } else {
                store.load(new ByteArrayInputStream(content), null);
            }
            if (store.size() == 0) {
                throw new GeneralSecurityException("it holds no certificate that can be read without a password");
            }
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw wrong(TRUST, trustStore, e, "PEM certificates or PKCS #12 without a password");
        }
    }

    private KeyManager[] identity() throws GeneralSecurityException {
        if (certificate.isBlank()) {
            return null; // the sockets' default: no certificate
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        store.setKeyEntry("client", readKey(), NO_PASSWORD, readChain().toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return keys.getKeyManagers();
    }

    private Collection<? extends Certificate> readChain() {
        try {
            byte[] content = Files.readAllBytes(Path.of(certificate));
            if (!isPem(content, "CERTIFICATE")) {
                throw new GeneralSecurityException("it holds no certificate");
            }
            return certificates(content);
        } catch (GeneralSecurityException | IOException e) {
            throw wrong(CERTIFICATE, certificate, e, "a client certificate in PEM");
        }
    }

    private PrivateKey readKey() {
        try {
            byte[] content = Files.readAllBytes(Path.of(key));
            if (!isPem(content, "PRIVATE KEY")) {
                throw new GeneralSecurityException("it holds no unencrypted PKCS #8 key");
            }
            return decode(new String(content, StandardCharsets.ISO_8859_1));
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw wrong(KEY, key, e, "a private key in PEM (BEGIN PRIVATE KEY, without a password)");
        }
    }

    private static PrivateKey decode(String pem) throws GeneralSecurityException {
        String body = pem.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----(.*?)-----END PRIVATE KEY-----.*", "$1");
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(body));
        for (String algorithm : new String[] {"EC", "RSA", "Ed25519"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                continue; // of another kind
            }
        }
        throw new GeneralSecurityException("its kind of key is not known, expected EC, RSA or Ed25519");
    }

    private static Collection<? extends Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    }

    private static boolean isPem(byte[] content, String what) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN " + what + "-----");
    }

    private static IllegalArgumentException wrong(String setting, String file, Exception why, String expected) {
        String what = why instanceof IllegalArgumentException ? "not base64" : why.toString(); // never a key's text
        return new IllegalArgumentException(
                setting + " is " + file + " (" + what + "), expected a file with " + expected);
    }
}
