package si.paka.simulators.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * ChirpStack-shaped {@code event/up} bodies of about 1.4 kB, as the reference job prescribes: two receptions, and a frame
 * whose number only the codec reveals. Not safe for several threads.
 */
public final class Uplinks {
    /** The number is split in two fields: low part below this, high part above. */
    static final int SPLIT = 30_000;

    private static final String DEVICE =
            "\"deviceInfo\":{\"tenantId\":\"8b0c8f0e-6a57-4f9b-9d55-0d3b8d7a1f60\",\"tenantName\":\"Velenje\","
                    + "\"applicationId\":\"3f1d0a52-0b0a-4d1e-8f8a-7d2f6f3c9b11\",\"applicationName\":\"bench\","
                    + "\"deviceProfileId\":\"d2a9f1f7-93a5-4c59-8a0e-5a7d1f3e6c20\",\"deviceProfileName\":\"tracer\","
                    + "\"deviceName\":\"tracer-%1$d\",\"devEui\":\"%2$s\",\"deviceClassEnabled\":\"CLASS_A\","
                    + "\"tags\":{\"kind\":\"bench\",\"street\":\"Presernova\"}},\"devAddr\":\"00a1b2c3\",\"adr\":true,\"dr\":5,";
    private static final String SECOND =
            "{\"gatewayId\":\"0016c001f1500813\",\"uplinkId\":3021140021,\"rssi\":-108,\"snr\":-1.2,\"channel\":3,"
                    + "\"rfChain\":1,\"location\":{\"latitude\":46.35911,\"longitude\":15.11812,\"altitude\":401},"
                    + "\"context\":\"GfyM7A==\",\"crcStatus\":\"CRC_OK\",";
    private static final String END =
            "\"txInfo\":{\"frequency\":868300000,\"modulation\":{\"lora\":{\"bandwidth\":125000,\"spreadingFactor\":7,"
                    + "\"codeRate\":\"CR_4_5\"}}},\"regionConfigId\":\"eu868\","
                    + "\"applicationID\":\"1\",\"networkServer\":\"benchmark of the reference job\"}";

    private final int devices;
    private final byte[][] about;
    private final byte[][] topics;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(2048);

    public Uplinks(int devices) {
        this.devices = devices;
        about = new byte[devices][];
        topics = new byte[devices][];
        for (int i = 0; i < devices; i++) {
            about[i] = DEVICE.formatted(i, devEui(i)).getBytes(StandardCharsets.UTF_8);
            topics[i] = ("application/bench/device/" + devEui(i) + "/event/up").getBytes(StandardCharsets.UTF_8);
        }
    }

    public static String devEui(int device) {
        return "70b3d57ed00%05x".formatted(device);
    }

    public byte[] topic(int number) {
        return topics[number % devices];
    }

    /** The body of message {@code number}, valid JSON in UTF-8. */
    public byte[] body(int number) {
        String now = Instant.now().toString();
        String times = "\"gwTime\":\"" + now + "\",\"nsTime\":\"" + now + "\"";
        out.reset();
        text("{\"deduplicationId\":\"2c1f7b1e-7a44-4e55-9d0a-");
        text("%012x".formatted(number));
        text("\",\"time\":\"" + now + "\",");
        out.writeBytes(about[number % devices]);
        text("\"fCnt\":" + number / devices + ",\"fPort\":2,\"data\":\"");
        out.writeBytes(Base64.getEncoder().encode(frame(number)));
        text("\",\"rxInfo\":[{\"gatewayId\":\"0016c001f1500812\",\"uplinkId\":" + (3_021_140_000L + number)
                + ",\"rssi\":" + (-80 - number % 30)
                + ",\"snr\":7.5,\"channel\":3,\"rfChain\":1,"
                + "\"location\":{\"latitude\":46.36221,\"longitude\":15.11072,\"altitude\":396},"
                + "\"context\":\"GfyM5A==\",\"crcStatus\":\"CRC_OK\"," + times + "}," + SECOND + times + "}],");
        text(END);
        return out.toByteArray();
    }

    private static byte[] frame(int number) {
        return ByteBuffer.allocate(19)
                .put(new byte[] {1, 0x67})
                .putShort((short) (150 + number % 200))
                .put(new byte[] {2, 0x68, (byte) (80 + number % 60)})
                .put(new byte[] {3, 0x65})
                .putShort((short) (number % SPLIT))
                .put(new byte[] {4, 0x65})
                .putShort((short) (number / SPLIT))
                .put(new byte[] {5, 0x02})
                .putShort((short) (330 + number % 30))
                .array();
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
