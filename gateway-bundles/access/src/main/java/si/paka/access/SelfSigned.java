package si.paka.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import si.paka.model.access.ServerIdentity;

/**
 * The cabinet's certificate: made at first start for all names and addresses it has, good for ten years. When it has got another
 * address since, it is made anew for the same key and all names, because browsers and Jetty refuse an address that is not in it.
 */
final class SelfSigned implements ServerIdentity {
    private static final Logger log = LoggerFactory.getLogger(SelfSigned.class);
    private static final String ALIAS = "cabinet";
    private static final int MOST_NAMES = 64;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final char[] password;
    private final String fingerprint;

    SelfSigned(Path keys, String name) throws IOException, GeneralSecurityException {
        this(keys, name, names());
    }

    SelfSigned(Path keys, String name, Set<GeneralName> names) throws IOException, GeneralSecurityException {
        file = keys.resolve("https.p12");
        Path secret = keys.resolve("https.password");
        if (!Files.exists(file) || !Files.exists(secret)) {
            byte[] random = new byte[24];
            RANDOM.nextBytes(random);
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            PrivateFiles.write(secret, text.getBytes(StandardCharsets.US_ASCII));
            PrivateFiles.write(file, make(name, text.toCharArray(), newKey(), names));
        }
        password = Files.readString(secret).strip().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
        if (!named(certificate).containsAll(named(names))) {
            KeyPair pair = new KeyPair(certificate.getPublicKey(), (PrivateKey) store.getKey(ALIAS, password));
            certificate = renew(name, certificate, pair, names);
        }
        fingerprint = fingerprint(certificate);
    }

    private X509Certificate renew(String name, X509Certificate old, KeyPair pair, Set<GeneralName> names)
            throws IOException, GeneralSecurityException {
        Set<GeneralName> all = new LinkedHashSet<>(names);
        for (List<?> one : old.getSubjectAlternativeNames()) {
            if (all.size() < MOST_NAMES) {
                all.add(new GeneralName((Integer) one.get(0), (String) one.get(1)));
            }
        }
        PrivateFiles.write(file, make(name, password, pair, all));
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        X509Certificate renewed = (X509Certificate) store.getCertificate(ALIAS);
        log.warn(
                "the cabinet has another address or name: its certificate was made anew, with fingerprint {}",
                fingerprint(renewed));
        return renewed;
    }

    private static Set<String> named(X509Certificate certificate) throws GeneralSecurityException {
        Set<String> named = new HashSet<>();
        if (certificate.getSubjectAlternativeNames() != null) {
            for (List<?> one : certificate.getSubjectAlternativeNames()) {
                named.add(plain((Integer) one.get(0), String.valueOf(one.get(1))));
            }
        }
        return named;
    }

    private static Set<String> named(Set<GeneralName> names) throws IOException {
        Set<String> named = new HashSet<>();
        for (GeneralName name : names) {
            String text = name.getTagNo() == GeneralName.iPAddress
                    ? InetAddress.getByAddress(
                                    ASN1OctetString.getInstance(name.getName()).getOctets())
                            .getHostAddress()
                    : name.getName().toString();
            named.add(plain(name.getTagNo(), text));
        }
        return named;
    }

    /** The same address in the same letters, however it was written. */
    private static String plain(int kind, String text) {
        if (kind != GeneralName.iPAddress) {
            return text.toLowerCase(Locale.ROOT);
        }
        try {
            return InetAddress.getByName(text).getHostAddress();
        } catch (UnknownHostException e) {
            return text;
        }
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static byte[] make(String name, char[] password, KeyPair pair, Set<GeneralName> names)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(ALIAS, pair.getPrivate(), password, new Certificate[] {certificate(name, pair, names)});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, password);
        return bytes.toByteArray();
    }

    private static X509Certificate certificate(String name, KeyPair pair, Set<GeneralName> named)
            throws IOException, GeneralSecurityException {
        X500Name subject = new X500Name("CN=" + name + ",O=Paka");
        Instant now = Instant.now();
        GeneralName[] names = named.toArray(GeneralName[]::new);
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
            hosts.add(own.toLowerCase(Locale.ROOT).replaceFirst("\\..*", "") + ".local"); // as multicast DNS tells it
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
