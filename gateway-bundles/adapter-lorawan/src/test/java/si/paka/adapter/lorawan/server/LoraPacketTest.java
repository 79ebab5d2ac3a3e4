package si.paka.adapter.lorawan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress.Step;
import si.paka.adapter.lorawan.radio.Gateways;
import si.paka.adapter.lorawan.radio.RadioEvents;
import si.paka.adapter.lorawan.udp.PacketForwarderServer;
import si.paka.model.access.LorawanKeys;
import si.paka.model.decision.Rank;

/**
 * The server over its real socket against a device whose frames others make: {@code node} with the npm package {@code lora-packet} (found
 * by {@code NODE_PATH}). Skipped, saying so, where they are not there.
 */
class LoraPacketTest {
    private static final String GATEWAY = "b827ebfffe112233";
    private static final String DEV_EUI = "0011223344556677";
    private static final byte[] APP_KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    private final TestStreet street = new TestStreet();

    @Test
    void joinUplinksAndDownlinksOfAnotherImplementation() throws Exception {
        street.known.put(
                DEV_EUI,
                new KnownDevice(
                        DEV_EUI,
                        new LorawanKeys.Otaa(TestDevice.JOIN_EUI, APP_KEY),
                        new DeviceRadio(false, false, OptionalInt.empty())));
        Gateways gateways = Gateways.of(List.of(GATEWAY + "@127.0.0.1"));
        BuiltInServer server =
                new BuiltInServer(ServerSettings.defaults(), gateways, street, street.state, Clock.systemUTC());
        PacketForwarderServer[] forwarders = new PacketForwarderServer[1];
        server.open(events -> transceiver(events, gateways, forwarders));
        server.start(street);
        try {
            Process device = start(forwarders[0].port());
            boolean queued = false;
            while (device.isAlive()) {
                if (!queued
                        && server.view(core -> core.devices().find(DEV_EUI).flatMap(DeviceState::current))
                                .flatMap(s -> s)
                                .isPresent()) {
                    queued = true;
                    server.send(
                            new Downlink(
                                    "d",
                                    DEV_EUI,
                                    9,
                                    "dim".getBytes(StandardCharsets.US_ASCII),
                                    true,
                                    Rank.FLOW,
                                    "",
                                    Instant.now().plus(Duration.ofMinutes(1))),
                            (step, detail, at) -> street.progress.add(step.name()));
                }
                device.waitFor(20, TimeUnit.MILLISECONDS);
            }
            String said = new String(device.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(
                    !said.startsWith("SKIP"), "the npm package lora-packet is not there: frames are not cross-checked");
            assertEquals(0, device.exitValue(), said);
            assertTrue(said.startsWith("joined\n"), said);
            assertTrue(said.contains("Confirmed Data Down ack=false fopts= dim\n"), said);
            assertTrue(said.contains("ack=true"), said);
            assertTrue(said.contains("fopts=020a010d"), said);
            assertEquals(
                    List.of(0L, 40_000L, 65_537L, 65_538L),
                    street.uplinks.stream().map(u -> u.fCnt()).toList());
            assertEquals("hello", new String(street.uplinks.get(0).payload(), StandardCharsets.US_ASCII));
            assertTrue(street.progress.contains(Step.ACKNOWLEDGED.name()), street.progress.toString());
        } finally {
            server.close();
        }
    }

    private static BuiltInServer.Transceiver transceiver(
            RadioEvents events, Gateways gateways, PacketForwarderServer[] opened) throws IOException {
        PacketForwarderServer forwarder = new PacketForwarderServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), gateways, events, Clock.systemUTC());
        opened[0] = forwarder;
        return new BuiltInServer.Transceiver() {
            @Override
            public void start() {
                forwarder.start();
            }

            @Override
            public void check() {
                forwarder.checkRoutes();
            }

            @Override
            public void close() {
                forwarder.close();
            }
        };
    }

    private static Process start(int port) throws Exception {
        Path script =
                Path.of(LoraPacketTest.class.getResource("/lorawan/device.js").toURI());
        try {
            return new ProcessBuilder("node", script.toString(), Integer.toString(port), GATEWAY)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "node is not there: frames are not cross-checked");
            throw e;
        }
    }
}
