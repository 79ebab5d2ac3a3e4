package si.paka.model.port;

import java.util.Map;

/** Counters and gauges of one part of the gateway. A component that counts serves one. */
public interface MetricSource {
    /** Writes all present values; quick, from any thread. */
    void collect(Sink sink);

    /** Takes values; names are {@code [a-z_]+} without the prefix {@code paka_}, counters end in {@code _total}. */
    interface Sink {
        void counter(String name, String help, Map<String, String> labels, double value);

        void gauge(String name, String help, Map<String, String> labels, double value);
    }
}
