/** ChirpStack's gRPC API. Only this package, beside the Protobuf marshaler, loads the gRPC library. */
package si.paka.adapter.lorawan.chirpstack.api;
