/** The product, run as a process: for the demo, the benchmarks and the tests. */
package si.paka.simulators.gateway;
