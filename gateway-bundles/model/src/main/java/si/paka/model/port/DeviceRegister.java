package si.paka.model.port;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.device.Device;
import si.paka.model.device.WaitingDevice;

/** The cabinet's devices. Served by {@code core}; safe from any thread. Futures complete when the change is on disk. */
public interface DeviceRegister {
    Optional<Device> find(DeviceId id);

    Optional<Device> find(DeviceAddress address);

    /** All approved devices, ordered by id. */
    List<Device> list();

    /** Heard but not approved, newest first. */
    List<WaitingDevice> listWaiting();

    /**
     * Creates or replaces an approved device.
     *
     * @param by who approves, for the audit
     * @throws InvalidDeviceException naming everything that is missing or wrong
     */
    CompletableFuture<Void> approve(Device device, String by) throws InvalidDeviceException;

    /** Completes with false if there was no such device. */
    CompletableFuture<Boolean> remove(DeviceId id, String by);

    /** Called after every change, on any thread; quick. */
    void onChange(Runnable listener);
}
