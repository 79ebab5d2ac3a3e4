package si.paka.adapter.lorawan.chirpstack;

import si.paka.adapter.lorawan.Downlink;
import si.paka.adapter.lorawan.DownlinkProgress;

/** Downlinks to devices one by one. Safe from any thread. */
public interface SingleDownlinks {
    void send(Downlink downlink, DownlinkProgress progress);

    /** Something that reaches the device another way takes the place of what waits for it under the downlink's subject. */
    void supersede(Downlink by);
}
