package si.paka.simulators.chirpstack;

import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import si.paka.adapter.lorawan.chirpstack.wire.Device;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceQueueItem;
import si.paka.adapter.lorawan.chirpstack.wire.LogCode;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupQueueItem;

/**
 * Takes downlinks out of the queues: at once for class C and for groups, after an uplink for class A. Expired ones are dropped as
 * ChirpStack drops them: when their turn comes, with a log event.
 */
final class Air {
    /** An event of a device, still to be published. */
    private record Told(Device device, String kind, Message event) {}

    private final Store store;
    private final Faults faults;
    private final Events events;
    private final Clock clock;
    private final BiConsumer<Device, Pending> publisher;
    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    /** Kind and body of an event. */
    record Pending(String kind, Message event) {}

    Air(Store store, Faults faults, Events events, Clock clock, BiConsumer<Device, Pending> publisher) {
        this.store = store;
        this.faults = faults;
        this.events = events;
        this.clock = clock;
        this.publisher = publisher;
    }

    List<Sent> sent() {
        return sent;
    }

    /** All that can go now without an uplink. */
    void run() {
        List<Told> told = new ArrayList<>();
        synchronized (store) {
            if (!faults.radioSilent) {
                store.nodes.values().stream().filter(store::isClassC).forEach(node -> transmit(node, told));
                store.groups.values().forEach(this::transmit);
            }
        }
        publish(told);
    }

    /** The device opens its receive windows. */
    void afterUplink(Store.Node node) {
        List<Told> told = new ArrayList<>();
        synchronized (store) {
            if (!faults.radioSilent) {
                transmit(node, told);
            }
        }
        publish(told);
    }

    private void publish(List<Told> told) {
        told.forEach(each -> publisher.accept(each.device(), new Pending(each.kind(), each.event())));
    }

    private boolean isOver(boolean has, Timestamp expiresAt) {
        return has && clock.instant().isAfter(Instant.ofEpochSecond(expiresAt.getSeconds(), expiresAt.getNanos()));
    }

    private void transmit(Store.Node node, List<Told> told) {
        while (!node.queue.isEmpty() && !node.queue.get(0).getIsPending()) {
            DeviceQueueItem item = node.queue.remove(0);
            if (isOver(item.hasExpiresAt(), item.getExpiresAt())) {
                String why = "Device queue-item discarded because it has expired";
                told.add(new Told(node.device, "log", events.log(node.device, LogCode.EXPIRED, why, item.getId())));
                continue;
            }
            int counter = node.counterDown++;
            sent.add(Sent.of(
                    node.device.getDevEui(), item.getFPort(), item.getData().toByteArray(), clock.instant()));
            told.add(new Told(node.device, "txack", events.transmitted(node.device, item.getId(), counter)));
            if (item.getConfirmed()) {
                boolean yes = !faults.noAcknowledgement;
                told.add(new Told(node.device, "ack", events.acknowledged(node.device, item.getId(), counter, yes)));
            }
        }
    }

    private void transmit(Store.Group group) {
        for (MulticastGroupQueueItem item : List.copyOf(group.queue)) {
            group.queue.remove(item);
            if (!isOver(item.hasExpiresAt(), item.getExpiresAt())) {
                sent.add(Sent.of(
                        group.group.getName(), item.getFPort(), item.getData().toByteArray(), clock.instant()));
            }
        }
    }
}
