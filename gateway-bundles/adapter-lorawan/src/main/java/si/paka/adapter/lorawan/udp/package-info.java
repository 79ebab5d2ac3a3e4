/** Semtech's UDP packet-forwarder protocol, version 2. Inside the bundle only. */
package si.paka.adapter.lorawan.udp;
