package si.paka.adapter.lorawan.station;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import si.paka.adapter.lorawan.mac.DataRate;
import si.paka.adapter.lorawan.mac.Eu868;

/** What a Basics Station is told of its radio: the eight channels of EU868, one for SF7 at 250 kHz, one for FSK. Pure. */
final class RouterConfig {
    private static final long RADIO_0_Hz = 867_500_000L;
    private static final long RADIO_1_Hz = 868_500_000L;
    private static final long FAST_LORA_Hz = 868_300_000L;
    private static final long FSK_Hz = 868_800_000L;
    private static final int DATA_RATES = 16;
    private static final int LAST_OF_RADIO_1 = 3;

    private RouterConfig() {}

    static ObjectNode create(ObjectMapper json, double now_s, int mostEirp_dBm) {
        ObjectNode config = json.createObjectNode();
        config.put("msgtype", "router_config");
        config.put("region", "EU863");
        config.put("hwspec", "sx1301/1");
        config.putArray("freq_range").add(Eu868.LOWEST_Hz).add(Eu868.HIGHEST_Hz);
        config.put("max_eirp", (double) mostEirp_dBm);
        ArrayNode rates = config.putArray("DRs");
        for (int i = 0; i < DATA_RATES; i++) {
            rates.add(rate(rates.arrayNode(), i));
        }
        config.putArray("sx1301_conf").add(board(json));
        config.put("nocca", false);
        config.put("nodc", false);
        config.put("nodwell", false);
        config.put("MuxTime", now_s);
        return config;
    }

    private static ArrayNode rate(ArrayNode rate, int index) {
        DataRate known = DataRate.of(index).filter(DataRate::isForDownlinks).orElse(null);
        if (known == null) {
            return rate.add(-1).add(0).add(0);
        }
        return rate.add(known.spreadingFactor()).add(known.bandwidth_kHz()).add(0);
    }

    private static ObjectNode board(ObjectMapper json) {
        ObjectNode board = json.createObjectNode();
        board.putObject("radio_0").put("enable", true).put("freq", RADIO_0_Hz);
        board.putObject("radio_1").put("enable", true).put("freq", RADIO_1_Hz);
        int channel = 0;
        for (long frequency_Hz : Eu868.JOIN_CHANNELS_Hz) {
            channel(board, channel++, frequency_Hz);
        }
        for (long frequency_Hz : Eu868.MORE_CHANNELS_Hz) {
            channel(board, channel++, frequency_Hz);
        }
        board.putObject("chan_Lora_std")
                .put("enable", true)
                .put("radio", 1)
                .put("if", FAST_LORA_Hz - RADIO_1_Hz)
                .put("bandwidth", 250_000)
                .put("spread_factor", 7);
        board.putObject("chan_FSK")
                .put("enable", true)
                .put("radio", 1)
                .put("if", FSK_Hz - RADIO_1_Hz)
                .put("bandwidth", 125_000)
                .put("datarate", 50_000);
        return board;
    }

    private static void channel(ObjectNode board, int channel, long frequency_Hz) {
        int radio = channel < LAST_OF_RADIO_1 ? 1 : 0;
        board.putObject("chan_multiSF_" + channel)
                .put("enable", true)
                .put("radio", radio)
                .put("if", frequency_Hz - (radio == 1 ? RADIO_1_Hz : RADIO_0_Hz));
    }
}
