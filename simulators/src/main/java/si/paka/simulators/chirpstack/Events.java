package si.paka.simulators.chirpstack;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import si.paka.adapter.lorawan.chirpstack.wire.AckEvent;
import si.paka.adapter.lorawan.chirpstack.wire.Device;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceInfo;
import si.paka.adapter.lorawan.chirpstack.wire.DownlinkCommand;
import si.paka.adapter.lorawan.chirpstack.wire.JoinEvent;
import si.paka.adapter.lorawan.chirpstack.wire.LogCode;
import si.paka.adapter.lorawan.chirpstack.wire.LogEvent;
import si.paka.adapter.lorawan.chirpstack.wire.LogLevel;
import si.paka.adapter.lorawan.chirpstack.wire.LoraModulationInfo;
import si.paka.adapter.lorawan.chirpstack.wire.Modulation;
import si.paka.adapter.lorawan.chirpstack.wire.StatusEvent;
import si.paka.adapter.lorawan.chirpstack.wire.TxAckEvent;
import si.paka.adapter.lorawan.chirpstack.wire.UplinkEvent;
import si.paka.adapter.lorawan.chirpstack.wire.UplinkRxInfo;
import si.paka.adapter.lorawan.chirpstack.wire.UplinkTxInfo;

/** Makes events, and writes them as one of the two marshalers. */
final class Events {
    private static final String GATEWAY = "0016c001ff10a235";
    private static final int DATA_RATE = 5;

    private final boolean json;
    private final Clock clock;

    Events(boolean json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    private Timestamp now() {
        Instant now = clock.instant();
        return Timestamp.newBuilder()
                .setSeconds(now.getEpochSecond())
                .setNanos(now.getNano())
                .build();
    }

    private static DeviceInfo info(Device device) {
        return DeviceInfo.newBuilder()
                .setApplicationId(device.getApplicationId())
                .setDeviceProfileId(device.getDeviceProfileId())
                .setDeviceName(device.getName())
                .setDevEui(device.getDevEui())
                .putAllTags(device.getTagsMap())
                .build();
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    Message join(Device device) {
        return JoinEvent.newBuilder()
                .setDeduplicationId(id())
                .setTime(now())
                .setDeviceInfo(info(device))
                .setDevAddr("00189440")
                .build();
    }

    Message up(Device device, int counter, int fPort, byte[] payload) {
        return UplinkEvent.newBuilder()
                .setDeduplicationId(id())
                .setTime(now())
                .setDeviceInfo(info(device))
                .setAdr(true)
                .setDr(DATA_RATE)
                .setFCnt(counter)
                .setFPort(fPort)
                .setData(ByteString.copyFrom(payload))
                .addRxInfo(UplinkRxInfo.newBuilder()
                        .setGatewayId(GATEWAY)
                        .setRssi(-87)
                        .setSnr(6.5f))
                .setTxInfo(UplinkTxInfo.newBuilder()
                        .setFrequency(868_100_000)
                        .setModulation(Modulation.newBuilder()
                                .setLora(LoraModulationInfo.newBuilder()
                                        .setBandwidth(125_000)
                                        .setSpreadingFactor(7))))
                .build();
    }

    Message status(Device device, int margin, float battery) {
        return StatusEvent.newBuilder()
                .setDeduplicationId(id())
                .setTime(now())
                .setDeviceInfo(info(device))
                .setMargin(margin)
                .setBatteryLevel(battery)
                .build();
    }

    Message transmitted(Device device, String itemId, int counter) {
        return TxAckEvent.newBuilder()
                .setDownlinkId(counter + 1)
                .setTime(now())
                .setDeviceInfo(info(device))
                .setQueueItemId(itemId)
                .setFCntDown(counter)
                .setGatewayId(GATEWAY)
                .build();
    }

    Message acknowledged(Device device, String itemId, int counter, boolean yes) {
        return AckEvent.newBuilder()
                .setDeduplicationId(id())
                .setTime(now())
                .setDeviceInfo(info(device))
                .setQueueItemId(itemId)
                .setAcknowledged(yes)
                .setFCntDown(counter)
                .build();
    }

    Message log(Device device, LogCode code, String description, String itemId) {
        LogEvent.Builder log = LogEvent.newBuilder()
                .setTime(now())
                .setDeviceInfo(info(device))
                .setLevel(LogLevel.ERROR)
                .setCode(code)
                .setDescription(description);
        return (itemId.isEmpty() ? log : log.putContext("queue_item_id", itemId)).build();
    }

    byte[] write(Message event) {
        if (!json) {
            return event.toByteArray();
        }
        try {
            return JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .print(event)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    DownlinkCommand readCommand(byte[] payload) throws InvalidProtocolBufferException {
        if (!json) {
            return DownlinkCommand.parseFrom(payload);
        }
        DownlinkCommand.Builder command = DownlinkCommand.newBuilder();
        JsonFormat.parser().merge(new String(payload, StandardCharsets.UTF_8), command);
        return command.build();
    }
}
