/** LoRaWAN link layer 1.0.2 to 1.0.4 and its EU868 parameters: pure, without threads, clock or radio. Inside the bundle only. */
package si.paka.adapter.lorawan.mac;
