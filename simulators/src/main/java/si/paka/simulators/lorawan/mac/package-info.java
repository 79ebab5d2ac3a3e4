/**
 * LoRaWAN devices as their firmware is: state machines that join, count, encrypt and listen in windows, behind simulated concentrators that
 * speak Semtech's protocol. Written apart from the gateway's own link layer, so that one checks the other.
 */
package si.paka.simulators.lorawan.mac;
