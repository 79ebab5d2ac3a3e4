package si.paka.adapter.lorawan.station;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import si.paka.model.access.ServerIdentity;

/**
 * TLS with the cabinet's own certificate. A Basics Station may show one of its own: TLS proves that it has the key, the list of concentrators
 * names the certificate by its SHA-256, and no authority is asked.
 */
public final class StationTls {
    private StationTls() {}

    public static SSLContext context(ServerIdentity identity) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        char[] password = identity.keyStorePassword();
        try (InputStream in = Files.newInputStream(identity.keyStore())) {
            keys.load(in, password);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), new TrustManager[] {new Pinned()}, null);
        return context;
    }

    /** SHA-256 of the certificate that the other side showed; empty if none. */
    static Optional<String> certificateHash(SSLSession session) {
        try {
            Certificate[] shown = session.getPeerCertificates();
            return Optional.of(sha256(shown[0].getEncoded()));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty(); // it need not
        } catch (GeneralSecurityException e) {
            return Optional.empty(); // counted as wrong credentials
        }
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Lets every certificate through the handshake: who it is, is compared with the list afterwards. */
    private static final class Pinned extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // see above
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {
            // see above
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            // see above
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws java.security.cert.CertificateException {
            throw new java.security.cert.CertificateException("this is a server only");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket)
                throws java.security.cert.CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws java.security.cert.CertificateException {
            checkServerTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
