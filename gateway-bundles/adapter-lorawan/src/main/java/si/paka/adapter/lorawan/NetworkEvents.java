package si.paka.adapter.lorawan;

import java.util.concurrent.CompletableFuture;

/** What network servers tell. Served by {@link UplinkDelivery}; safe from any thread; never throws for what a device sent. */
public interface NetworkEvents {
    /**
     * Application data of a device. The future completes once it is on disk (or needs no keeping: the device is not approved, or
     * the message was there already); it fails if it was not kept, and then must not be acknowledged, so that it comes again.
     */
    CompletableFuture<Void> uplink(Uplink uplink);

    /** The device's answer to DevStatusReq; the future as with {@link #uplink}. */
    CompletableFuture<Void> status(DeviceStatus status);

    /** A sign of life that carries no application data: a join, an acknowledgement, MAC commands only. */
    void alive(LifeSign sign);
}
