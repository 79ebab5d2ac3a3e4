/** A town in a box: devices, broker, street and platform for a gateway to meet. Only the benchmark's bare loop uses a room of the gateway. */
package si.paka.simulators;
