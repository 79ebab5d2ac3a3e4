/** {@code ./mvnw -Pdemo}: one cabinet, a simulated street and a town platform on one machine. */
package si.paka.simulators.demo;
