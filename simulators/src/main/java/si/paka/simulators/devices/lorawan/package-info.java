/** LoRaWAN devices behind a stand-in for a ChirpStack v4 server. */
package si.paka.simulators.devices.lorawan;
