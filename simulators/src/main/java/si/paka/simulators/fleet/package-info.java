/** All simulated devices of one town together: which they are, and keeping them at work. */
package si.paka.simulators.fleet;
