package si.paka.adapter.lorawan.server;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import si.paka.adapter.lorawan.mac.Eu868;

/**
 * What a device uses, as far as it has confirmed it.
 *
 * @param moreChannels whether it has channels 3 to 7
 * @param transmissions of each unconfirmed frame
 */
record RadioParameters(
        int rxDelay_s,
        int rx1Offset,
        int rx2DataRate,
        long rx2_Hz,
        boolean moreChannels,
        int txPower,
        int transmissions) {
    /** Of a device that was told nothing. */
    static final RadioParameters INITIAL = new RadioParameters(1, 0, 0, Eu868.RX2_Hz, false, 0, 1);

    RadioParameters withWindows(int offset, int dataRate, long frequency_Hz) {
        return new RadioParameters(rxDelay_s, offset, dataRate, frequency_Hz, moreChannels, txPower, transmissions);
    }

    RadioParameters withDelay(int delay_s) {
        return new RadioParameters(delay_s, rx1Offset, rx2DataRate, rx2_Hz, moreChannels, txPower, transmissions);
    }

    RadioParameters withMoreChannels() {
        return new RadioParameters(rxDelay_s, rx1Offset, rx2DataRate, rx2_Hz, true, txPower, transmissions);
    }

    RadioParameters withPower(int index, int count) {
        return new RadioParameters(rxDelay_s, rx1Offset, rx2DataRate, rx2_Hz, moreChannels, index, count);
    }

    void write(DataOutput out) throws IOException {
        out.writeByte(rxDelay_s);
        out.writeByte(rx1Offset << 4 | rx2DataRate);
        out.writeInt((int) rx2_Hz);
        out.writeByte((moreChannels ? 0x80 : 0) | txPower);
        out.writeByte(transmissions);
    }

    static RadioParameters read(DataInput in) throws IOException {
        int delay_s = in.readUnsignedByte();
        int windows = in.readUnsignedByte();
        long frequency_Hz = in.readInt() & 0xffff_ffffL;
        int power = in.readUnsignedByte();
        return new RadioParameters(
                delay_s,
                windows >> 4,
                windows & 15,
                frequency_Hz,
                (power & 0x80) != 0,
                power & 0x7f,
                in.readUnsignedByte());
    }
}
