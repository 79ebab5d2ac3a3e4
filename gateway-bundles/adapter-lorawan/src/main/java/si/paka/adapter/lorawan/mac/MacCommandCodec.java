package si.paka.adapter.lorawan.mac;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import si.paka.adapter.lorawan.mac.MacCommand.DevStatusAns;
import si.paka.adapter.lorawan.mac.MacCommand.DevStatusReq;
import si.paka.adapter.lorawan.mac.MacCommand.DeviceTimeAns;
import si.paka.adapter.lorawan.mac.MacCommand.DeviceTimeReq;
import si.paka.adapter.lorawan.mac.MacCommand.DlChannelAns;
import si.paka.adapter.lorawan.mac.MacCommand.DlChannelReq;
import si.paka.adapter.lorawan.mac.MacCommand.Down;
import si.paka.adapter.lorawan.mac.MacCommand.DutyCycleAns;
import si.paka.adapter.lorawan.mac.MacCommand.DutyCycleReq;
import si.paka.adapter.lorawan.mac.MacCommand.LinkAdrAns;
import si.paka.adapter.lorawan.mac.MacCommand.LinkAdrReq;
import si.paka.adapter.lorawan.mac.MacCommand.LinkCheckAns;
import si.paka.adapter.lorawan.mac.MacCommand.LinkCheckReq;
import si.paka.adapter.lorawan.mac.MacCommand.NewChannelAns;
import si.paka.adapter.lorawan.mac.MacCommand.NewChannelReq;
import si.paka.adapter.lorawan.mac.MacCommand.RxParamSetupAns;
import si.paka.adapter.lorawan.mac.MacCommand.RxParamSetupReq;
import si.paka.adapter.lorawan.mac.MacCommand.RxTimingSetupAns;
import si.paka.adapter.lorawan.mac.MacCommand.RxTimingSetupReq;
import si.paka.adapter.lorawan.mac.MacCommand.Sequence;
import si.paka.adapter.lorawan.mac.MacCommand.TxParamSetupAns;
import si.paka.adapter.lorawan.mac.MacCommand.Up;

/** Bytes of MAC commands (LoRaWAN 1.0.x, section 5). */
final class MacCommandCodec {
    private static final int LINK_CHECK = 0x02;
    private static final int LINK_ADR = 0x03;
    private static final int DUTY_CYCLE = 0x04;
    private static final int RX_PARAM_SETUP = 0x05;
    private static final int DEV_STATUS = 0x06;
    private static final int NEW_CHANNEL = 0x07;
    private static final int RX_TIMING_SETUP = 0x08;
    private static final int TX_PARAM_SETUP = 0x09;
    private static final int DL_CHANNEL = 0x0a;
    private static final int DEVICE_TIME = 0x0d;
    private static final int UNIT_Hz = 100;

    /** Reads one command behind its identifier; says by its size how far it went. */
    interface One<T> {
        /** Null if the identifier is not known in this direction. @throws IndexOutOfBoundsException if it is cut off */
        T read(int cid, byte[] from, int at);
    }

    private MacCommandCodec() {}

    static <T extends MacCommand> Sequence<T> read(byte[] bytes, One<T> reader) {
        List<T> commands = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int cid = bytes[at] & 0xff;
            T command;
            try {
                command = reader.read(cid, bytes, at + 1);
            } catch (IndexOutOfBoundsException e) {
                return new Sequence<>(commands, Optional.of("command 0x" + Integer.toHexString(cid) + " is cut off"));
            }
            if (command == null) {
                return new Sequence<>(commands, Optional.of("command 0x" + Integer.toHexString(cid) + " is not known"));
            }
            commands.add(command);
            at += command.size();
        }
        return new Sequence<>(commands, Optional.empty());
    }

    static Up up(int cid, byte[] from, int at) {
        return switch (cid) {
            case LINK_CHECK -> new LinkCheckReq();
            case LINK_ADR -> new LinkAdrAns(bit(from, at, 0), bit(from, at, 1), bit(from, at, 2));
            case DUTY_CYCLE -> new DutyCycleAns();
            case RX_PARAM_SETUP -> new RxParamSetupAns(bit(from, at, 0), bit(from, at, 1), bit(from, at, 2));
            case DEV_STATUS -> new DevStatusAns(from[at] & 0xff, from[at + 1] << 26 >> 26);
            case NEW_CHANNEL -> new NewChannelAns(bit(from, at, 0), bit(from, at, 1));
            case RX_TIMING_SETUP -> new RxTimingSetupAns();
            case TX_PARAM_SETUP -> new TxParamSetupAns();
            case DL_CHANNEL -> new DlChannelAns(bit(from, at, 0), bit(from, at, 1));
            case DEVICE_TIME -> new DeviceTimeReq();
            default -> null;
        };
    }

    static Down down(int cid, byte[] from, int at) {
        return switch (cid) {
            case LINK_CHECK -> new LinkCheckAns(from[at] & 0xff, from[at + 1] & 0xff);
            case LINK_ADR ->
                new LinkAdrReq(
                        from[at] >> 4 & 0x0f,
                        from[at] & 0x0f,
                        (from[at + 1] & 0xff) | (from[at + 2] & 0xff) << 8,
                        from[at + 3] >> 4 & 7,
                        from[at + 3] & 0x0f);
            case DUTY_CYCLE -> new DutyCycleReq(from[at] & 0x0f);
            case RX_PARAM_SETUP -> new RxParamSetupReq(from[at] >> 4 & 7, from[at] & 0x0f, frequency(from, at + 1));
            case DEV_STATUS -> new DevStatusReq();
            case NEW_CHANNEL ->
                new NewChannelReq(
                        from[at] & 0xff, frequency(from, at + 1), from[at + 4] & 0x0f, from[at + 4] >> 4 & 0x0f);
            case RX_TIMING_SETUP -> new RxTimingSetupReq(Math.max(1, from[at] & 0x0f));
            case DL_CHANNEL -> new DlChannelReq(from[at] & 0xff, frequency(from, at + 1));
            case DEVICE_TIME -> new DeviceTimeAns(LittleEndian.read(from, at, 4), from[at + 4] & 0xff);
            default -> null;
        };
    }

    static byte[] write(MacCommand command) {
        LittleEndian to = new LittleEndian(6);
        if (command instanceof Up up) {
            writeUp(up, to);
        } else {
            writeDown((Down) command, to);
        }
        return to.toBytes();
    }

    private static void writeUp(Up command, LittleEndian to) {
        if (command instanceof LinkCheckReq) {
            to.put(LINK_CHECK, 1);
        } else if (command instanceof LinkAdrAns ans) {
            to.put(LINK_ADR, 1).put(flags(ans.channelMask(), ans.dataRate(), ans.power()), 1);
        } else if (command instanceof DutyCycleAns) {
            to.put(DUTY_CYCLE, 1);
        } else if (command instanceof RxParamSetupAns ans) {
            to.put(RX_PARAM_SETUP, 1).put(flags(ans.frequency(), ans.rx2DataRate(), ans.rx1Offset()), 1);
        } else if (command instanceof DevStatusAns ans) {
            to.put(DEV_STATUS, 1).put(ans.battery(), 1).put(ans.margin_dB() & 0x3f, 1);
        } else if (command instanceof NewChannelAns ans) {
            to.put(NEW_CHANNEL, 1).put(flags(ans.frequency(), ans.dataRates(), false), 1);
        } else if (command instanceof RxTimingSetupAns) {
            to.put(RX_TIMING_SETUP, 1);
        } else if (command instanceof TxParamSetupAns) {
            to.put(TX_PARAM_SETUP, 1);
        } else if (command instanceof DlChannelAns ans) {
            to.put(DL_CHANNEL, 1).put(flags(ans.frequency(), ans.uplinkExists(), false), 1);
        } else {
            to.put(DEVICE_TIME, 1);
        }
    }

    private static void writeDown(Down command, LittleEndian to) {
        if (command instanceof LinkCheckAns ans) {
            to.put(LINK_CHECK, 1).put(ans.margin_dB(), 1).put(ans.gateways(), 1);
        } else if (command instanceof LinkAdrReq req) {
            to.put(LINK_ADR, 1)
                    .put(req.dataRate() << 4 | req.txPower(), 1)
                    .put(req.channelMask(), 2)
                    .put(req.maskControl() << 4 | req.transmissions(), 1);
        } else if (command instanceof DutyCycleReq req) {
            to.put(DUTY_CYCLE, 1).put(req.exponent(), 1);
        } else if (command instanceof RxParamSetupReq req) {
            to.put(RX_PARAM_SETUP, 1)
                    .put(req.rx1Offset() << 4 | req.rx2DataRate(), 1)
                    .put(req.frequency_Hz() / UNIT_Hz, 3);
        } else if (command instanceof DevStatusReq) {
            to.put(DEV_STATUS, 1);
        } else if (command instanceof NewChannelReq req) {
            to.put(NEW_CHANNEL, 1)
                    .put(req.index(), 1)
                    .put(req.frequency_Hz() / UNIT_Hz, 3)
                    .put(req.maxDataRate() << 4 | req.minDataRate(), 1);
        } else if (command instanceof RxTimingSetupReq req) {
            to.put(RX_TIMING_SETUP, 1).put(req.delay_s(), 1);
        } else if (command instanceof DlChannelReq req) {
            to.put(DL_CHANNEL, 1).put(req.index(), 1).put(req.frequency_Hz() / UNIT_Hz, 3);
        } else if (command instanceof DeviceTimeAns ans) {
            to.put(DEVICE_TIME, 1).put(ans.gps_s(), 4).put(ans.fraction(), 1);
        }
    }

    private static boolean bit(byte[] from, int at, int bit) {
        return (from[at] >> bit & 1) != 0;
    }

    private static int flags(boolean first, boolean second, boolean third) {
        return (first ? 1 : 0) | (second ? 2 : 0) | (third ? 4 : 0);
    }

    private static long frequency(byte[] from, int at) {
        if (at + 3 > from.length) {
            throw new IndexOutOfBoundsException(at);
        }
        return LittleEndian.read(from, at, 3) * UNIT_Hz;
    }
}
