package si.paka.adapter.lorawan.chirpstack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import si.paka.adapter.lorawan.DeviceStatus;
import si.paka.adapter.lorawan.LifeSign;
import si.paka.adapter.lorawan.NetworkEvents;
import si.paka.adapter.lorawan.Uplink;

/** Keeps what was told; the answers are the test's. */
final class TestEvents implements NetworkEvents {
    final List<Uplink> uplinks = new CopyOnWriteArrayList<>();
    final List<DeviceStatus> statuses = new CopyOnWriteArrayList<>();
    final List<LifeSign> signs = new CopyOnWriteArrayList<>();
    volatile Function<Uplink, CompletableFuture<Void>> answer = uplink -> CompletableFuture.completedFuture(null);

    @Override
    public CompletableFuture<Void> uplink(Uplink uplink) {
        uplinks.add(uplink);
        return answer.apply(uplink);
    }

    @Override
    public CompletableFuture<Void> status(DeviceStatus status) {
        statuses.add(status);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void alive(LifeSign sign) {
        signs.add(sign);
    }

    List<String> ids() {
        return uplinks.stream().map(Uplink::messageId).toList();
    }
}
