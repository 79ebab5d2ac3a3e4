package si.paka.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import si.paka.model.access.ServerIdentity;

/** The cabinet's certificate: made at first start for all names and addresses it has, good for ten years. */
final class SelfSigned implements ServerIdentity {
    private static final String ALIAS = "cabinet";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final char[] password;
    private final String fingerprint;

    SelfSigned(Path keys, String name) throws IOException, GeneralSecurityException {
        file = keys.resolve("https.p12");
        Path secret = keys.resolve("https.password");
        if (!Files.exists(file) || !Files.exists(secret)) {
            byte[] random = new byte[24];
            RANDOM.nextBytes(random);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            PrivateFiles.write(secret, text.getBytes(StandardCharsets.US_ASCII));
            PrivateFiles.write(file, make(name, text.toCharArray()));
        }
        password = Files.readString(secret).strip().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        fingerprint = fingerprint(store.getCertificate(ALIAS));
    }

    private static byte[] make(String name, char[] password) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, pair.getPrivate(), password, new Certificate[] {certificate(name, pair)});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        return bytes.toByteArray();
    }

    private static X509Certificate certificate(String name, KeyPair pair) throws IOException, GeneralSecurityException {
        X500Name subject = new X500Name("CN=" + name + ",O=Paka");
        Instant now = Instant.now();
        GeneralName[] names = names().toArray(GeneralName[]::new);
        try {
            var builder = new JcaX509v3CertificateBuilder(
                            subject,
                            new BigInteger(127, RANDOM),
                            Date.from(now.minus(1, ChronoUnit.DAYS)),
                            Date.from(now.plus(3650, ChronoUnit.DAYS)),
                            subject,
                            pair.getPublic())
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Browsers and Jetty refuse an address that the certificate does not name. */
    private static Set<GeneralName> names() throws IOException {
        Set<String> hosts = new LinkedHashSet<>();
        hosts.add("localhost");
        Set<String> addresses = new LinkedHashSet<>();
        addresses.add("127.0.0.1");
        addresses.add("::1");
        String own = InetAddress.getLocalHost().getHostName();
        if (own.matches("[A-Za-z0-9.-]{1,253}")) {
            hosts.add(own.toLowerCase(Locale.ROOT));
        }
        for (NetworkInterface one : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(one.getInetAddresses())) {
                addresses.add(address.getHostAddress().replaceAll("%.*", ""));
            }
        }
        Set<GeneralName> names = new LinkedHashSet<>();
        hosts.forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
        addresses.forEach(address -> names.add(new GeneralName(GeneralName.iPAddress, address)));
        return names;
    }

    private static String fingerprint(Certificate certificate) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    }

    @Override
    public Path keyStore() {
        return file;
    }

    @Override
    public char[] keyStorePassword() {
        return password.clone();
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }
}
