package si.paka.core.ingest;

import java.util.concurrent.CompletableFuture;
import si.paka.model.DeviceMessage;
import si.paka.model.device.Device;
import si.paka.model.port.MessageDecoder;

/**
 * A message that has been through its codec.
 *
 * @param lane which of the decoding lanes it came through
 * @param position of its Accepted record
 * @param decoded told why it could not be decoded, or the empty string
 */
public record Processed(
        Device device,
        int lane,
        long position,
        DeviceMessage message,
        MessageDecoder.Result result,
        CompletableFuture<String> decoded) {}
