package si.paka.adapter.lorawan.server;

import java.time.Duration;

/**
 * How the cabinet's own network server works.
 *
 * @param netId 24 bits; 0 and 1 are for private networks
 * @param window how long receptions of one frame are gathered
 * @param rxDelay_s from an uplink to the first window, told at the join
 * @param rx1Offset data rates the first window is slower than the uplink
 * @param rx2DataRate of the second window of class A devices
 * @param classCDataRate of the window that class C devices listen on all the time
 * @param mostEirp_dBm what a concentrator may radiate where the band allows more
 * @param reserve share of the 10 % band that is kept for ranks from ROAD_USER_SAFETY up
 * @param adrMargin_dB that ADR leaves
 * @param statusInterval how often devices are asked for battery and margin; zero: never
 */
record ServerSettings(
        int netId,
        Duration window,
        int rxDelay_s,
        int rx1Offset,
        int rx2DataRate,
        int classCDataRate,
        int mostEirp_dBm,
        double reserve,
        double adrMargin_dB,
        Duration statusInterval) {
    /** @throws IllegalArgumentException naming key, value and what is accepted */
    ServerSettings {
        check("lorawan.netId", netId, 0, 0xffffff);
        check("lorawan.window_ms", window.toMillis(), 20, 800);
        check("lorawan.rxDelay_s", rxDelay_s, 1, 15);
        check("lorawan.rx1Offset", rx1Offset, 0, 5);
        check("lorawan.rx2DataRate", rx2DataRate, 0, 6);
        check("lorawan.classCDataRate", classCDataRate, 0, 6);
        check("lorawan.mostEirp_dBm", mostEirp_dBm, 0, 29);
        check("lorawan.reserve_percent", Math.round(reserve * 100), 0, 90);
        check("lorawan.adrMargin_dB", Math.round(adrMargin_dB), 0, 30);
        check("lorawan.statusInterval_h", statusInterval.toHours(), 0, 8_760);
    }

    static void check(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " is " + value + ", expected " + least + ".." + most);
        }
    }

    static ServerSettings defaults() {
        return new ServerSettings(0, Duration.ofMillis(200), 1, 0, 0, 3, 27, 0.3, 10, Duration.ofHours(24));
    }
}
