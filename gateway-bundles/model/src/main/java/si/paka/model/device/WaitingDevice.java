package si.paka.model.device;

import java.time.Instant;
import si.paka.model.DeviceAddress;

/**
 * A device that was heard but that nobody has approved. Its messages are counted and dropped.
 *
 * @param hint what it said of itself, e.g. the name its network server gives it; shown, never trusted
 */
public record WaitingDevice(DeviceAddress address, String hint, Instant firstSeen, Instant lastSeen, long messages) {}
