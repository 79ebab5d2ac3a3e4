package si.paka.adapter.lorawan.mac;

import java.util.Optional;

/** MAC commands of LoRaWAN 1.0.x, section 5, as EU868 uses them. */
public sealed interface MacCommand {
    /** From a device. */
    sealed interface Up extends MacCommand {}

    /** To a device. */
    sealed interface Down extends MacCommand {}

    record LinkCheckReq() implements Up {}

    /** @param channelMask whether each of the three was accepted; unless all are, nothing is applied */
    record LinkAdrAns(boolean channelMask, boolean dataRate, boolean power) implements Up {
        public boolean accepted() {
            return channelMask && dataRate && power;
        }
    }

    record DutyCycleAns() implements Up {}

    record RxParamSetupAns(boolean frequency, boolean rx2DataRate, boolean rx1Offset) implements Up {
        public boolean accepted() {
            return frequency && rx2DataRate && rx1Offset;
        }
    }

    /**
     * Battery and margin.
     *
     * @param battery 0: external power, 1..254: of 254, 255: unknown
     * @param margin_dB -32..31
     */
    record DevStatusAns(int battery, int margin_dB) implements Up {}

    record NewChannelAns(boolean frequency, boolean dataRates) implements Up {
        public boolean accepted() {
            return frequency && dataRates;
        }
    }

    record RxTimingSetupAns() implements Up {}

    record TxParamSetupAns() implements Up {}

    record DlChannelAns(boolean frequency, boolean uplinkExists) implements Up {}

    record DeviceTimeReq() implements Up {}

    /**
     * Answer to a link check.
     *
     * @param margin_dB above the demodulation floor, 0..254
     * @param gateways that heard the request, 1..255
     */
    record LinkCheckAns(int margin_dB, int gateways) implements Down {}

    /**
     * Sets data rate and output.
     *
     * @param txPower index 0..7; 15 in either keeps it (1.0.4)
     * @param channelMask of channels 0..15 with control 0; control 6: all on
     * @param transmissions of each unconfirmed frame, 1..15; 0 keeps the default
     */
    record LinkAdrReq(int dataRate, int txPower, int channelMask, int maskControl, int transmissions) implements Down {}

    /** @param exponent limit is 1 / 2^exponent, 0..15 */
    record DutyCycleReq(int exponent) implements Down {}

    record RxParamSetupReq(int rx1Offset, int rx2DataRate, long frequency_Hz) implements Down {}

    record DevStatusReq() implements Down {}

    /** @param index 3..15; frequency 0 takes the channel out */
    record NewChannelReq(int index, long frequency_Hz, int minDataRate, int maxDataRate) implements Down {}

    record RxTimingSetupReq(int delay_s) implements Down {}

    record DlChannelReq(int index, long frequency_Hz) implements Down {}

    /**
     * The time at the end of the uplink that asked.
     *
     * @param gps_s since 1980-01-06
     * @param fraction of 256
     */
    record DeviceTimeAns(long gps_s, int fraction) implements Down {}

    /** One byte of identifier and its parameters. */
    default byte[] toBytes() {
        return MacCommandCodec.write(this);
    }

    /** How many bytes it takes. */
    default int size() {
        return toBytes().length;
    }

    /**
     * Commands one after the other, as they lie in FOpts or on port 0.
     *
     * @param problem why reading stopped early: what follows an unknown identifier cannot be told apart
     */
    record Sequence<T extends MacCommand>(java.util.List<T> commands, Optional<String> problem) {
        public Sequence {
            commands = java.util.List.copyOf(commands);
        }
    }

    static Sequence<Up> readUp(byte[] bytes) {
        return MacCommandCodec.read(bytes, MacCommandCodec::up);
    }

    static Sequence<Down> readDown(byte[] bytes) {
        return MacCommandCodec.read(bytes, MacCommandCodec::down);
    }
}
