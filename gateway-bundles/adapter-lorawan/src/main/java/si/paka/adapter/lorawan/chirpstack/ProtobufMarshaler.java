package si.paka.adapter.lorawan.chirpstack;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.Reception;
import si.paka.adapter.lorawan.chirpstack.MalformedEventException.Reason;
import si.paka.adapter.lorawan.chirpstack.wire.AckEvent;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceInfo;
import si.paka.adapter.lorawan.chirpstack.wire.DownlinkCommand;
import si.paka.adapter.lorawan.chirpstack.wire.JoinEvent;
import si.paka.adapter.lorawan.chirpstack.wire.LocationEvent;
import si.paka.adapter.lorawan.chirpstack.wire.LogEvent;
import si.paka.adapter.lorawan.chirpstack.wire.LoraModulationInfo;
import si.paka.adapter.lorawan.chirpstack.wire.StatusEvent;
import si.paka.adapter.lorawan.chirpstack.wire.TxAckEvent;
import si.paka.adapter.lorawan.chirpstack.wire.UplinkEvent;
import si.paka.adapter.lorawan.chirpstack.wire.UplinkRxInfo;

/** Protobuf's binary form. The kind of event, which the bytes do not tell, is the topic's. */
final class ProtobufMarshaler implements Marshaler {
    private static final int LAST_PORT = 255;

    @Override
    public ServerEvent decode(String kind, byte[] payload) throws MalformedEventException {
        ServerEvent event = new ServerEvent();
        try {
            fill(event, kind, payload);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedEventException(
                    Reason.PROTOBUF, "no " + kind + " event in Protobuf: " + e.getMessage() + hint(payload));
        }
        return event;
    }

    private static String hint(byte[] payload) {
        return payload.length > 0 && payload[0] == '{'
                ? " (it looks like JSON: is chirpstack.marshaler what the server uses?)"
                : "";
    }

    private static void fill(ServerEvent event, String kind, byte[] payload)
            throws InvalidProtocolBufferException, MalformedEventException {
        switch (kind) {
            case "up" -> uplink(event, UplinkEvent.parseFrom(payload));
            case "join" -> {
                JoinEvent join = JoinEvent.parseFrom(payload);
                about(event, join.getDeviceInfo());
                event.deduplicationId = join.getDeduplicationId();
            }
            case "ack" -> {
                AckEvent ack = AckEvent.parseFrom(payload);
                about(event, ack.getDeviceInfo());
                event.queueItemId = ack.getQueueItemId();
                event.acknowledged = ack.getAcknowledged();
            }
            case "txack" -> {
                TxAckEvent sent = TxAckEvent.parseFrom(payload);
                about(event, sent.getDeviceInfo());
                event.queueItemId = sent.getQueueItemId();
                event.gatewayId = sent.getGatewayId();
            }
            case "status" -> status(event, StatusEvent.parseFrom(payload));
            case "log" -> reported(event, LogEvent.parseFrom(payload));
            case "location" -> about(event, LocationEvent.parseFrom(payload).getDeviceInfo());
            default -> {
                // integration, and what later versions bring: only counted; the topic says whose it is
                event.devEui = "";
            }
        }
    }

    private static void about(ServerEvent event, DeviceInfo info) {
        event.devEui = info.getDevEui().toLowerCase(java.util.Locale.ROOT);
        event.deviceName = info.getDeviceName();
    }

    private static void uplink(ServerEvent event, UplinkEvent up) throws MalformedEventException {
        about(event, up.getDeviceInfo());
        if (up.getFPort() < 0 || up.getFPort() > LAST_PORT) {
            throw new MalformedEventException(
                    Reason.FPORT, "f_port is " + Integer.toUnsignedString(up.getFPort()) + ", expected 0..255");
        }
        event.deduplicationId = up.getDeduplicationId();
        event.fPort = up.getFPort();
        event.fCnt = Integer.toUnsignedLong(up.getFCnt());
        event.dataRate = up.getDr();
        event.confirmed = up.getConfirmed();
        event.data = up.getData().toByteArray();
        event.frequency_Hz = Integer.toUnsignedLong(up.getTxInfo().getFrequency());
        LoraModulationInfo lora = up.getTxInfo().getModulation().getLora();
        event.spreadingFactor = lora.getSpreadingFactor();
        event.bandwidth_Hz = lora.getBandwidth();
        for (UplinkRxInfo heard : up.getRxInfoList()) {
            event.heardBy(new Reception(heard.getGatewayId(), heard.getRssi(), heard.getSnr()));
        }
    }

    private static void status(ServerEvent event, StatusEvent status) {
        about(event, status.getDeviceInfo());
        event.deduplicationId = status.getDeduplicationId();
        event.margin = status.getMargin();
        event.externalPower = status.getExternalPowerSource();
        event.batteryUnavailable = status.getBatteryLevelUnavailable();
        event.batteryLevel = status.getBatteryLevel() == 0 ? Double.NaN : status.getBatteryLevel();
    }

    private static void reported(ServerEvent event, LogEvent log) {
        about(event, log.getDeviceInfo());
        event.level = log.getLevel().name();
        event.code = log.getCode().name();
        event.description = log.getDescription();
        event.queueItemId = log.getContextOrDefault("queue_item_id", "");
    }

    @Override
    public byte[] command(String id, Downlink downlink) {
        return DownlinkCommand.newBuilder()
                .setId(id)
                .setDevEui(downlink.devEui())
                .setConfirmed(downlink.confirmed())
                .setFPort(downlink.fPort())
                .setData(ByteString.copyFrom(downlink.payload()))
                .setExpiresAt(com.google.protobuf.Timestamp.newBuilder()
                        .setSeconds(downlink.expiresAt().getEpochSecond())
                        .setNanos(downlink.expiresAt().getNano()))
                .build()
                .toByteArray();
    }
}
