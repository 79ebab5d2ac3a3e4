package si.paka.model.decision;

import java.time.Instant;
import si.paka.model.device.Device;

/** What goes to a device. */
public record Command(String id, Device device, EncodedCommand content, Rank rank, String reason, Instant expiresAt) {}
