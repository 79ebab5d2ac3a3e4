package si.paka.adapter.lorawan;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceMessage;
import si.paka.model.MessageKind;
import si.paka.model.PayloadFormat;
import si.paka.model.Transport;
import si.paka.model.port.Ingest;

/** Makes device messages and signs of life of what network servers tell. */
final class UplinkDelivery implements NetworkEvents {
    private final Ingest ingest;

    UplinkDelivery(Ingest ingest) {
        this.ingest = ingest;
    }

    @Override
    public CompletableFuture<Void> uplink(Uplink uplink) {
        return accept(new DeviceMessage(
                address(uplink.devEui()),
                uplink.messageId(),
                uplink.receivedAt(),
                MessageKind.DATA,
                PayloadFormat.RAW,
                uplink.fPort(),
                uplink.payload(),
                facts(uplink.fCnt(), uplink.channel(), uplink.receptions())));
    }

    @Override
    public CompletableFuture<Void> status(DeviceStatus status) {
        String battery = status.battery_percent().isPresent()
                ? ",{\"n\":\"battery\",\"v\":" + status.battery_percent().getAsDouble() + "}"
                : "";
        String senml = "[{\"n\":\"margin\",\"v\":" + status.margin_dB() + "}" + battery + "]";
        return accept(new DeviceMessage(
                address(status.devEui()),
                status.messageId(),
                status.at(),
                MessageKind.STATUS,
                PayloadFormat.SENML_JSON,
                0,
                senml.getBytes(StandardCharsets.UTF_8),
                Map.of()));
    }

    @Override
    public void alive(LifeSign sign) {
        Map<String, Double> facts =
                sign.channel() == null ? Map.of() : facts(sign.fCnt(), sign.channel(), sign.receptions());
        ingest.heard(address(sign.devEui()), sign.hint(), sign.joined(), facts, sign.at());
    }

    private CompletableFuture<Void> accept(DeviceMessage message) {
        return ingest.accept(message).thenApply(receipt -> null);
    }

    private static DeviceAddress address(String devEui) {
        return new DeviceAddress(Transport.LORAWAN, devEui);
    }

    /** By the names of {@link DeviceMessage#radio()}; of all concentrators the one that heard it best counts. */
    private static Map<String, Double> facts(long fCnt, RadioChannel channel, List<Reception> receptions) {
        Map<String, Double> facts = new HashMap<>(16);
        put(facts, "fCnt", fCnt, fCnt >= 0);
        put(facts, "dr", channel.dataRate(), channel.dataRate() >= 0);
        put(facts, "sf", channel.spreadingFactor(), channel.spreadingFactor() > 0);
        put(facts, "frequency", channel.frequency_Hz(), channel.frequency_Hz() > 0);
        Optional<Reception> best = receptions.stream().reduce(Reception::better);
        best.ifPresent(heard -> {
            put(facts, "rssi", heard.rssi_dBm(), Double.isFinite(heard.rssi_dBm()));
            put(facts, "snr", heard.snr_dB(), Double.isFinite(heard.snr_dB()));
            facts.put("gateways", (double) receptions.size());
        });
        return facts;
    }

    private static void put(Map<String, Double> facts, String name, double value, boolean known) {
        if (known) {
            facts.put(name, value);
        }
    }
}
