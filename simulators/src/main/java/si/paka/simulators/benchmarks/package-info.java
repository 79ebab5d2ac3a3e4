/** The reference job and the other figures of {@code docs/reference/performance.md}. */
package si.paka.simulators.benchmarks;
