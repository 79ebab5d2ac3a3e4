package si.paka.adapter.lorawan.udp;

import java.math.BigDecimal;
import java.util.Base64;
import si.paka.adapter.lorawan.radio.Transmission;

/** The JSON of PULL_RESP (PROTOCOL.TXT, section 6). Pure. */
final class PullResp {
    private static final int FSK_DEVIATION_Hz = 25_000;

    private PullResp() {}

    /** @param gain_dBi of the antenna: what it adds is taken off the output */
    static String json(Transmission transmission, double gain_dBi) {
        StringBuilder json = new StringBuilder(320).append("{\"txpk\":{");
        transmission
                .after()
                .ifPresentOrElse(
                        uplink -> json.append("\"imme\":false,\"tmst\":")
                                .append(uplink.ticks_us() + transmission.delay().toNanos() / 1_000 & 0xffff_ffffL),
                        () -> json.append("\"imme\":true"));
        json.append(",\"freq\":")
                .append(BigDecimal.valueOf(transmission.frequency_Hz(), 6)
                        .stripTrailingZeros()
                        .toPlainString())
                .append(",\"rfch\":0,\"powe\":")
                .append(Math.max(0, (int) Math.floor(transmission.eirp_dBm() - gain_dBi)));
        if (transmission.dataRate().isLora()) {
            json.append(",\"modu\":\"LORA\",\"datr\":\"SF")
                    .append(transmission.dataRate().spreadingFactor())
                    .append("BW")
                    .append(transmission.dataRate().bandwidth_kHz())
                    .append("\",\"codr\":\"4/5\",\"ipol\":true,\"prea\":8");
        } else {
            json.append(",\"modu\":\"FSK\",\"datr\":50000,\"fdev\":")
                    .append(FSK_DEVIATION_Hz)
                    .append(",\"prea\":5");
        }
        return json.append(",\"ncrc\":")
                .append(transmission.dataRate().isLora())
                .append(",\"size\":")
                .append(transmission.phy().length)
                .append(",\"data\":\"")
                .append(Base64.getEncoder().encodeToString(transmission.phy()))
                .append("\"}}")
                .toString();
    }
}
