package si.paka.adapter.lorawan.server;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import si.paka.adapter.lorawan.mac.SubBand;
import si.paka.adapter.lorawan.radio.Concentrator;
import si.paka.adapter.lorawan.station.StationServer;
import si.paka.adapter.lorawan.udp.PacketForwarderServer;
import si.paka.model.port.MetricSource;

/** What the network server counts. */
record ServerMetrics(BuiltInServer server, Optional<PacketForwarderServer> forwarders, Optional<StationServer> stations)
        implements MetricSource {
    @Override
    public void collect(Sink sink) {
        server.counts()
                .each((what, count) -> sink.counter(
                        "lorawan_frames_total", "Frames by what became of them", Map.of("what", what), count));
        forwarders.ifPresent(one -> one.counts()
                .each((what, count) -> sink.counter(
                        "lorawan_datagrams_total", "Datagrams of packet forwarders", Map.of("what", what), count)));
        stations.ifPresent(one -> one.counts()
                .each((what, count) -> sink.counter(
                        "lorawan_station_messages_total", "Messages of Basics Stations", Map.of("what", what), count)));
        sink.counter("lorawan_failures_total", "Tasks that failed", Map.of(), server.failures());
        server.view(core -> {
            core.concentrators().all().forEach(one -> collect(sink, one));
            sink.gauge(
                    "lorawan_devices",
                    "Devices with keys",
                    Map.of(),
                    core.devices().all().size());
            sink.counter("lorawan_late_total", "Receptions after their window", Map.of(), core.late());
            return true;
        });
    }

    private void collect(Sink sink, Concentrator one) {
        Map<String, String> labels = Map.of("gateway", one.eui());
        sink.gauge("lorawan_gateway_up", "Whether the concentrator is connected", labels, one.isConnected() ? 1 : 0);
        sink.counter("lorawan_gateway_received_total", "Packets it heard", labels, one.received());
        sink.counter("lorawan_gateway_crc_errors_total", "Packets with a wrong CRC", labels, one.crcErrors());
        sink.counter(
                "lorawan_gateway_no_air_total", "Transmissions refused for want of air", labels, one.refusedByAir());
        if (!Double.isNaN(one.drift_ppm())) {
            sink.gauge("lorawan_gateway_clock_drift_ppm", "How fast its clock runs", labels, one.drift_ppm());
        }
        long now_us = System.nanoTime() / 1_000;
        for (SubBand band : SubBand.values()) {
            sink.gauge(
                    "lorawan_gateway_duty_cycle_left",
                    "Share of the band's hourly budget that is left",
                    Map.of("gateway", one.eui(), "band", band.name()),
                    one.dutyCycleLeft(band, now_us));
        }
        one.results()
                .forEach((result, count) -> sink.counter(
                        "lorawan_gateway_transmissions_total",
                        "Transmissions by what the concentrator said",
                        Map.of("gateway", one.eui(), "result", result.name().toLowerCase(Locale.ROOT)),
                        count));
    }
}
