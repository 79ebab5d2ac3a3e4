package si.paka.adapter.lorawan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** TLS sockets that trust the system's authorities, or those of a file: PEM, or PKCS #12 without a password. */
final class Trust {
    private Trust() {}

    /** @throws IllegalArgumentException naming key, file and what is accepted */
    static SSLSocketFactory sockets(String key, Optional<String> file) {
        try {
            KeyStore trusted = file.isPresent() ? read(Path.of(file.get())) : null;
            if (trusted != null && trusted.size() == 0) {
                throw new GeneralSecurityException("it holds no certificate that can be read without a password");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    key + " is " + file.orElse("the system's") + " (" + e
                            + "), expected a file with PEM certificates or PKCS #12 without a password",
                    e);
        }
    }

    private static KeyStore read(Path file) throws GeneralSecurityException, IOException {
        byte[] content = Files.readAllBytes(file);
        KeyStore store = KeyStore.getInstance("PKCS12");
        if (!new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN CERTIFICATE-----")) {
            store.load(new ByteArrayInputStream(content), null);
            return store;
        }
        store.load(null, null);
        for (Certificate one :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(content))) {
            store.setCertificateEntry("ca-" + store.size(), one);
        }
        return store;
    }
}
