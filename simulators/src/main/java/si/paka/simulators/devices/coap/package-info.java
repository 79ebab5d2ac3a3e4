/** Air-quality stations that POST SenML over CoAP. */
package si.paka.simulators.devices.coap;
