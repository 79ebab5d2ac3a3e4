package si.paka.adapter.lorawan.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.mac.Eu868;
import si.paka.adapter.lorawan.mac.JoinAccept;
import si.paka.adapter.lorawan.mac.MacCommand;
import si.paka.adapter.lorawan.mac.SubBand;
import si.paka.adapter.lorawan.radio.Transmission;
import si.paka.adapter.lorawan.radio.TxResult;
import si.paka.adapter.lorawan.server.ServerCounts.What;
import si.paka.model.decision.Rank;

class NetworkCoreTest {
    private final TestStreet street = new TestStreet();
    private final TestDevice sensor = new TestDevice(1);
    private final TestDevice lamp = new TestDevice(2);

    @BeforeEach
    void start() {
        street.start();
        street.know(sensor.known(false, false));
        street.know(lamp.known(true, true));
    }

    private void restart() {
        street.loop.pass(Duration.ofSeconds(10));
        street.start();
        street.core.devices().refresh();
    }

    // ---- joining

    @Test
    void aJoinIsAnsweredInItsFirstWindowAndTheDeviceIsHeard() {
        long asked_us = street.loop.now_us();
        street.settled(sensor.joinRequest(4711));
        Transmission accept = street.lastOnAir();
        assertEquals(Duration.ofSeconds(5), accept.delay());
        assertEquals(asked_us & 0xffff_ffffL, accept.after().orElseThrow().ticks_us());
        assertEquals(868_100_000L, accept.frequency_Hz());
        assertEquals(DataRate.DR5, accept.dataRate());
        JoinAccept read = sensor.accepted(accept.phy());
        assertEquals(Eu868.MORE_CHANNELS_Hz, read.frequencies_Hz());
        assertEquals(0, read.rx2DataRate());
        street.settled(sensor.uplink(2, 1, 2, 3));
        assertEquals(1, street.uplinks.size());
        assertEquals(3, street.uplinks.get(0).payload().length);
        assertTrue(street.signs.get(0).joined());
    }

    @Test
    void aClassCDeviceIsToldToListenAtNineFoldSpreading() {
        street.settled(lamp.joinRequest(1));
        assertEquals(3, lamp.accepted(street.lastOnAir().phy()).rx2DataRate());
    }

    @Test
    void nothingGoesOutBeforeTheNoncesAreOnDisk() {
        street.state.disk = new CompletableFuture<>();
        street.heard(sensor.joinRequest(1));
        street.loop.pass(Duration.ofSeconds(3));
        assertEquals(0, street.onAir.size());
        street.state.disk.complete(null);
        street.loop.pass(Duration.ofSeconds(3));
        assertEquals(1, street.onAir.size());
    }

    @Test
    void aRecordedJoinIsNotAnsweredAgainNotEvenAfterARestart() {
        byte[] recorded = sensor.joinRequest(4711);
        street.settled(recorded);
        street.settled(recorded);
        assertEquals(1, street.onAir.size());
        restart();
        street.settled(recorded);
        assertEquals(1, street.onAir.size());
        assertEquals(1, street.counts.of(What.JOIN_REPLAY));
    }

    @Test
    void aCountedDevNonceMustGrow() {
        lamp.join(street, 5);
        street.settled(lamp.joinRequest(4));
        assertEquals(1, street.onAir.size());
        street.settled(lamp.joinRequest(6));
        assertEquals(2, street.onAir.size());
    }

    @Test
    void aRandomDevNonceMayBeSmaller() {
        sensor.join(street, 60_000);
        street.settled(sensor.joinRequest(3));
        assertEquals(2, street.onAir.size());
    }

    @Test
    void joinNoncesNeverRepeatForADevice() {
        Set<Integer> given = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            street.settled(sensor.joinRequest(100 + i));
            given.add(sensor.accepted(street.lastOnAir().phy()).joinNonce());
            if (i == 10) {
                restart();
            }
        }
        assertEquals(20, given.size());
    }

    @Test
    void theOldSessionStaysUntilTheNewOneIsHeard() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        byte[] underTheOld = sensor.uplink(2, 2);
        byte[] neverHeard = sensor.uplink(2, 3);
        sensor.join(street, 2);
        street.settled(underTheOld);
        assertEquals(2, street.uplinks.size());
        street.settled(sensor.uplink(2, 4));
        assertEquals(3, street.uplinks.size());
        street.settled(neverHeard);
        assertEquals(3, street.uplinks.size(), "the old session is over");
    }

    @Test
    void anOfferedSessionSurvivesARestart() {
        sensor.join(street, 1);
        restart();
        street.settled(sensor.uplink(2, 1));
        assertEquals(1, street.uplinks.size());
    }

    @Test
    void forgedJoinsAreCountedAndDoNothing() {
        TestDevice stranger = new TestDevice(99);
        street.settled(stranger.joinRequest(1));
        byte[] forged = sensor.joinRequest(1);
        forged[22] ^= 1;
        street.settled(forged);
        assertEquals(1, street.counts.of(What.JOIN_UNKNOWN));
        assertEquals(1, street.counts.of(What.JOIN_WRONG_MIC));
        assertEquals(0, street.onAir.size());
        assertEquals(0, street.state.writes);
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        assertEquals(1, street.uplinks.size());
    }

    // ---- uplinks

    @Test
    void twoConcentratorsMakeOneUplinkWithBothReceptions() {
        sensor.join(street, 1);
        byte[] phy = sensor.uplink(2, 1);
        street.heard(phy, TestStreet.FAR, DataRate.DR5, -110, -3);
        street.loop.pass(Duration.ofMillis(120));
        street.heard(phy, TestStreet.NEAR, DataRate.DR5, -70, 9);
        street.loop.pass(Duration.ofSeconds(3));
        assertEquals(1, street.uplinks.size());
        assertEquals(
                List.of(TestStreet.NEAR, TestStreet.FAR),
                street.uplinks.get(0).receptions().stream()
                        .map(r -> r.gateway())
                        .toList());
    }

    @Test
    void aFramePlayedAgainIsNotDeliveredNotEvenAfterARestart() {
        sensor.join(street, 1);
        byte[] first = sensor.uplink(2, 1);
        street.settled(first);
        street.settled(sensor.uplink(2, 2));
        street.settled(first);
        assertEquals(2, street.uplinks.size());
        assertEquals(1, street.counts.of(What.WRONG_MIC));
        restart();
        street.settled(first);
        assertEquals(2, street.uplinks.size());
    }

    @Test
    void theLastFrameAgainHasTheSameNameAndIsAnsweredAFewTimesOnly() {
        sensor.join(street, 1);
        byte[] confirmed = sensor.confirmed(2, 1);
        street.settled(confirmed);
        street.settled(confirmed);
        assertEquals(street.uplinks.get(0).messageId(), street.uplinks.get(1).messageId());
        for (int i = 0; i < 20; i++) {
            street.settled(confirmed);
        }
        assertEquals(9, street.uplinks.size());
        assertTrue(street.counts.of(What.REPLAY) > 10);
    }

    @Test
    void namesDifferAfterANewJoin() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        sensor.join(street, 2);
        street.settled(sensor.uplink(2, 1));
        assertNotEquals(street.uplinks.get(0).messageId(), street.uplinks.get(1).messageId());
    }

    @Test
    void countersGoOnBeyondSixteenBits() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        for (long jump : new long[] {40_000, 65_535, 65_536, 65_537, 131_071, 131_075}) {
            sensor.up = jump;
            street.settled(sensor.uplink(2, 1));
        }
        assertEquals(7, street.uplinks.size());
        assertEquals(131_075, street.uplinks.get(6).fCnt());
        restart();
        street.settled(sensor.uplink(2, 1));
        assertEquals(131_076, street.uplinks.get(7).fCnt());
    }

    @Test
    void aConfirmedUplinkIsAcknowledgedOnceItIsKept() {
        sensor.join(street, 1);
        street.kept = new CompletableFuture<>();
        street.heard(sensor.confirmed(2, 1));
        street.loop.pass(Duration.ofMillis(600));
        assertEquals(1, street.onAir.size());
        street.kept.complete(null);
        street.loop.pass(Duration.ofSeconds(2));
        assertTrue(sensor.receive(street.lastOnAir().phy()).frame().control().ack());
        assertEquals(Duration.ofSeconds(1), street.lastOnAir().delay());
    }

    @Test
    void anUplinkThatIsNotKeptIsNotAcknowledgedAndIsTakenWhenItComesAgain() {
        sensor.join(street, 1);
        street.kept = CompletableFuture.failedFuture(new java.io.IOException("full"));
        byte[] phy = sensor.confirmed(2, 1);
        street.settled(phy);
        assertEquals(1, street.onAir.size());
        street.kept = CompletableFuture.completedFuture(null);
        street.settled(phy);
        assertEquals(2, street.uplinks.size());
        assertTrue(sensor.receive(street.lastOnAir().phy()).frame().control().ack());
    }

    @Test
    void aFloodOfForgedFramesDarkensNobody() {
        lamp.join(street, 1);
        street.settled(lamp.uplink(2, 1));
        for (int i = 0; i < 1_000; i++) {
            byte[] forged = lamp.uplink(2, 9);
            forged[forged.length - 1] ^= 1;
            street.heard(forged);
        }
        street.loop.pass(Duration.ofSeconds(2));
        lamp.up = 1;
        street.settled(lamp.uplink(2, 2));
        assertEquals(2, street.uplinks.size());
        assertEquals(1_000, street.counts.of(What.WRONG_MIC));
    }

    @Test
    void anUplinkWritesFewBytesOfState() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        long before = street.state.bytes;
        for (int i = 0; i < 100; i++) {
            street.settled(sensor.uplink(2, i));
        }
        assertTrue((street.state.bytes - before) / 100 <= 60, (street.state.bytes - before) / 100 + " bytes");
    }

    // ---- MAC commands

    @Test
    void linkCheckAndTimeAreAnswered() {
        sensor.join(street, 1);
        street.settled(sensor.commands((byte) 0x02, (byte) 0x0d));
        List<MacCommand.Down> answers = MacCommand.readDown(
                        sensor.receive(street.lastOnAir().phy()).frame().fOpts())
                .commands();
        assertEquals(new MacCommand.LinkCheckAns(10, 1), answers.get(0));
        assertTrue(answers.get(1) instanceof MacCommand.DeviceTimeAns);
    }

    @Test
    void adrRaisesTheRateOfADeviceThatIsHeardWell() {
        sensor.join(street, 1);
        street.heard(sensor.uplink(2, 1), TestStreet.NEAR, DataRate.DR0, -80, 9);
        street.loop.pass(Duration.ofSeconds(4));
        MacCommand.LinkAdrReq asked = (MacCommand.LinkAdrReq) MacCommand.readDown(
                        sensor.receive(street.lastOnAir().phy()).frame().fOpts())
                .commands()
                .get(0);
        assertEquals(new MacCommand.LinkAdrReq(5, 1, 0x00ff, 0, 1), asked);
        street.settled(sensor.commands((byte) 0x03, (byte) 0x07));
        assertEquals(
                1,
                street.core
                        .devices()
                        .find(sensor.devEui)
                        .orElseThrow()
                        .current()
                        .orElseThrow()
                        .parameters()
                        .txPower());
    }

    // ---- downlinks

    @Test
    void aSleepingDeviceGetsItsDownlinkAfterItsNextUplink() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        street.send(street.downlink(sensor.devEui, Rank.FLOW, "", 7, 8));
        street.loop.pass(Duration.ofSeconds(10));
        assertEquals(1, street.onAir.size());
        street.settled(sensor.uplink(2, 1));
        assertEquals(List.of(7, 8), sensor.receive(street.lastOnAir().phy()).payload());
        assertEquals(List.of("d1 TRANSMITTED"), street.progress);
    }

    @Test
    void whatCameUpLastStillGoesAlong() {
        sensor.join(street, 1);
        street.heard(sensor.uplink(2, 1));
        street.loop.pass(Duration.ofMillis(550));
        street.send(street.downlink(sensor.devEui, Rank.FLOW, "", 7));
        street.loop.pass(Duration.ofSeconds(2));
        assertEquals(List.of(7), sensor.receive(street.lastOnAir().phy()).payload());
        assertFalse(street.lastOnAir().secondWindow());
    }

    @Test
    void anEmergencyPassesAStatusRequestAndPendingIsTold() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        street.send(street.downlink(sensor.devEui, Rank.SCHEDULE, "", 1));
        street.send(street.downlink(sensor.devEui, Rank.PREEMPTION, "", 2));
        street.settled(sensor.uplink(2, 1));
        TestDevice.Received first = sensor.receive(street.lastOnAir().phy());
        assertEquals(List.of(2), first.payload());
        assertTrue(first.frame().control().pending());
    }

    @Test
    void aSupersededLevelIsNotSent() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        street.send(street.downlink(sensor.devEui, Rank.FLOW, "light", 30));
        street.send(street.downlink(sensor.devEui, Rank.FLOW, "light", 100));
        street.settled(sensor.uplink(2, 1));
        assertEquals(List.of(100), sensor.receive(street.lastOnAir().phy()).payload());
        assertEquals(List.of("d1 SUPERSEDED", "d2 TRANSMITTED"), street.progress);
    }

    @Test
    void anExpiredDownlinkIsNotSent() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        street.send(street.downlink(sensor.devEui, Rank.FLOW, "", 1));
        street.loop.pass(Duration.ofSeconds(61));
        street.settled(sensor.uplink(2, 1));
        assertEquals(1, street.onAir.size());
        assertEquals(List.of("d1 EXPIRED"), street.progress);
    }

    @Test
    void aConfirmedDownlinkGoesThreeTimesAndEndsWithTheDevicesWord() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        Downlink plain = street.downlink(sensor.devEui, Rank.FLOW, "", 1);
        street.send(new Downlink(
                "c",
                plain.devEui(),
                10,
                plain.payload(),
                true,
                Rank.FLOW,
                "",
                plain.expiresAt().plusSeconds(600)));
        Set<Long> counters = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            street.settled(sensor.uplink(2, 1));
            counters.add(sensor.receive(street.lastOnAir().phy()).counter());
        }
        assertEquals(2, counters.size(), "each time with a new counter");
        street.settled(sensor.acknowledging());
        assertEquals(List.of("c TRANSMITTED", "c TRANSMITTED", "c ACKNOWLEDGED"), street.progress);
    }

    @Test
    void aRefusedFirstWindowIsTriedInTheSecond() {
        sensor.join(street, 1);
        street.answer = TxResult.TOO_LATE;
        street.settled(sensor.confirmed(2, 1));
        assertEquals(3, street.onAir.size());
        Transmission second = street.lastOnAir();
        assertTrue(second.secondWindow());
        assertEquals(Eu868.RX2_Hz, second.frequency_Hz());
        assertEquals(DataRate.DR0, second.dataRate());
        assertEquals(Duration.ofSeconds(2), second.delay());
    }

    @Test
    void tooLongForTheDataRateIsRefusedAtOnce() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        street.send(new Downlink(
                "long",
                sensor.devEui,
                10,
                new byte[120],
                false,
                Rank.FLOW,
                "",
                street.loop.now().plusSeconds(600)));
        street.heard(sensor.uplink(2, 1), TestStreet.NEAR, DataRate.DR0, -120, -15);
        street.loop.pass(Duration.ofSeconds(3));
        assertEquals(List.of("long REFUSED"), street.progress);
    }

    @Test
    void downlinkCountersAreNeverUsedTwiceWhateverHappens() {
        lamp.join(street, 1);
        street.settled(lamp.uplink(2, 1));
        long skipped = 0;
        for (int crash = 0; crash < 5; crash++) {
            for (int i = 0; i < 300; i++) {
                street.send(street.downlink(lamp.devEui, Rank.PREEMPTION, "", i));
                street.loop.pass(Duration.ofSeconds(30));
                long before = lamp.down;
                skipped =
                        Math.max(skipped, lamp.receive(street.lastOnAir().phy()).counter() - before);
            }
            street.start(); // as after kill -9
            street.core.devices().refresh();
            street.settled(lamp.uplink(2, 1));
        }
        assertTrue(skipped > 1 && skipped < 16_384, "skipped " + skipped);
    }

    @Test
    void noCounterIsUsedBeforeItIsReservedOnDisk() {
        lamp.join(street, 1);
        street.settled(lamp.uplink(2, 1));
        street.state.disk = new CompletableFuture<>();
        for (int i = 0; i < 400; i++) {
            street.send(street.downlink(lamp.devEui, Rank.PREEMPTION, "", i));
            street.loop.pass(Duration.ofSeconds(30));
        }
        assertTrue(street.onAir.size() <= 1 + SessionStore.BLOCK);
        street.state.disk.complete(null);
        street.loop.pass(Duration.ofSeconds(30));
        assertTrue(street.onAir.size() > SessionStore.BLOCK);
    }

    @Test
    void anAnswerWaitsForItsCounterAfterARestartOnASlowDisk() {
        sensor.join(street, 1);
        street.settled(sensor.uplink(2, 1));
        street.start();
        street.core.devices().refresh();
        street.state.disk = new CompletableFuture<>();
        int before = street.onAir.size();
        street.heard(sensor.confirmed(2, 1));
        street.loop.pass(Duration.ofMillis(1_500));
        assertEquals(before, street.onAir.size());
        street.state.disk.complete(null);
        street.loop.pass(Duration.ofSeconds(2));
        assertTrue(sensor.receive(street.lastOnAir().phy()).frame().control().ack());
        assertTrue(street.lastOnAir().secondWindow());
    }

    // ---- class C

    @Test
    void aDeviceThatListensIsToldAtOnceWhereItListens() {
        lamp.join(street, 1);
        street.settled(lamp.uplink(2, 1));
        long asked_us = street.loop.now_us();
        street.send(street.downlink(lamp.devEui, Rank.FLOW, "light", 40));
        street.loop.pass(Duration.ofMillis(1));
        assertEquals(List.of(40), lamp.receive(street.lastOnAir().phy()).payload());
        assertTrue(street.lastOnAir().after().isEmpty());
        assertEquals(DataRate.DR3, street.lastOnAir().dataRate());
        assertEquals(asked_us, street.onAir.get(street.onAir.size() - 1).handed_us());
    }

    @Test
    void aConcentratorSendsOneFrameAtATime() {
        TestDevice second = new TestDevice(3);
        street.know(second.known(true, true));
        for (TestDevice each : List.of(lamp, second)) {
            each.join(street, 1);
            street.settled(each.uplink(2, 1));
        }
        street.send(street.downlink(lamp.devEui, Rank.FLOW, "light", 40));
        street.send(street.downlink(second.devEui, Rank.FLOW, "light", 40));
        street.loop.pass(Duration.ofSeconds(5));
        int last = street.onAir.size() - 1;
        long gap_us =
                street.onAir.get(last).handed_us() - street.onAir.get(last - 1).handed_us();
        assertTrue(gap_us >= street.lastOnAir().airtime().toNanos() / 1_000, gap_us + " us");
        second.receive(street.lastOnAir().phy());
    }

    @Test
    void theDutyCycleIsKeptAndItsReserveIsForPeople() {
        lamp.join(street, 1);
        street.settled(lamp.uplink(2, 1));
        send(4_000, Rank.FLOW);
        assertEquals(0.7 * 360, onAir_s(), 1.0);
        send(2_000, Rank.ROAD_USER_SAFETY);
        assertEquals(360, onAir_s(), 1.0);
        assertTrue(onAir_s() <= 360);
    }

    private void send(int count, Rank rank) {
        for (int i = 0; i < count; i++) {
            street.send(street.downlink(lamp.devEui, rank, "light", i));
            street.loop.pass(Duration.ofMillis(230));
        }
    }

    private double onAir_s() {
        return street.onAir.stream()
                        .map(TestStreet.OnAir::transmission)
                        .filter(one -> SubBand.of(one.frequency_Hz()).orElseThrow() == SubBand.P)
                        .mapToLong(one -> one.airtime().toNanos())
                        .sum()
                / 1e9;
    }
}
