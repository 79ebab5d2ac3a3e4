package si.paka.uplink;

import java.util.Map;
import si.paka.model.port.MetricSource;

/** What is counted for one target since start, except {@code inFlight} and {@code backlog}, which are as of now. */
record TargetFigures(
        long published,
        long acknowledged,
        long repeated,
        long gaps,
        long connects,
        int inFlight,
        long commands,
        long refusedCommands,
        long droppedResults,
        long backlog) {

    void collect(String target, MetricSource.Sink sink) {
        Map<String, String> of = Map.of("target", target);
        sink.counter("uplink_published_total", "Publications handed to the broker", of, published);
        sink.counter("uplink_acknowledged_total", "Publications the broker acknowledged", of, acknowledged);
        sink.counter("uplink_repeated_total", "Publications to be sent again after a loss", of, repeated);
        sink.counter("uplink_gaps_total", "Gaps in the sequence that were announced", of, gaps);
        sink.counter("uplink_connects_total", "Connections made", of, connects);
        sink.counter("uplink_commands_total", "Commands taken in", of, commands);
        sink.counter("uplink_refused_commands_total", "Commands refused at the door", of, refusedCommands);
        sink.counter("uplink_dropped_results_total", "Results dropped: too many waited", of, droppedResults);
        sink.gauge("uplink_in_flight", "Publications without an answer", of, inFlight);
        sink.gauge("uplink_backlog", "Messages that the platform has not acknowledged", of, backlog);
    }
}
