/** An operator's ChirpStack v4 server: its MQTT integration, and in {@code api} its gRPC API. */
package si.paka.adapter.lorawan.chirpstack;
