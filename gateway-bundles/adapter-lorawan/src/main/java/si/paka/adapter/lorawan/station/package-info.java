/** LoRa Basics Station's LNS protocol over WebSocket. Inside the bundle only. */
package si.paka.adapter.lorawan.station;
