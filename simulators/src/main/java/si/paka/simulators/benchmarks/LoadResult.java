package si.paka.simulators.benchmarks;

/**
 * What one run gave.
 *
 * @param system {@code paka} or {@code bare loop}
 * @param shape e.g. {@code window 64}
 * @param perSecond messages per second, from the first sent to the last received
 * @param p50 latency in ms
 * @param p99 latency in ms
 * @param cpu of the system under test, µs per message
 * @param rss resident after the run, MB
 * @param written by the system under test, bytes per message
 */
record LoadResult(
        String system,
        String shape,
        int sent,
        int lost,
        int repeated,
        int disordered,
        double perSecond,
        double p50,
        double p99,
        double cpu,
        double rss,
        double written) {}
