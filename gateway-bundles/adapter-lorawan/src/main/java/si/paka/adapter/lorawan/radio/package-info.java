/** Concentrators: what they heard, what they transmit, how much air they have left. Inside the bundle only. */
package si.paka.adapter.lorawan.radio;
