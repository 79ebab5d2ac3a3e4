/**
 * A stand-in for ChirpStack v4: the MQTT integration with both marshalers and the gRPC API, in memory, with the faults that a real one
 * is known for. Its messages are generated from the gateway's {@code .proto} files by the full runtime.
 */
package si.paka.simulators.chirpstack;
