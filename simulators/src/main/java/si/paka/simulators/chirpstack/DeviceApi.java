package si.paka.simulators.chirpstack;

import com.google.protobuf.Empty;
import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.UUID;
import si.paka.adapter.lorawan.chirpstack.wire.ActivateDeviceRequest;
import si.paka.adapter.lorawan.chirpstack.wire.CreateDeviceKeysRequest;
import si.paka.adapter.lorawan.chirpstack.wire.CreateDeviceRequest;
import si.paka.adapter.lorawan.chirpstack.wire.Device;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceKeys;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceListItem;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceQueueItem;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceServiceGrpc.DeviceServiceImplBase;
import si.paka.adapter.lorawan.chirpstack.wire.EnqueueDeviceQueueItemRequest;
import si.paka.adapter.lorawan.chirpstack.wire.EnqueueDeviceQueueItemResponse;
import si.paka.adapter.lorawan.chirpstack.wire.FlushDeviceQueueRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceActivationRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceActivationResponse;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceKeysRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceKeysResponse;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceQueueItemsRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceQueueItemsResponse;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceResponse;
import si.paka.adapter.lorawan.chirpstack.wire.ListDevicesRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListDevicesResponse;
import si.paka.adapter.lorawan.chirpstack.wire.UpdateDeviceKeysRequest;
import si.paka.adapter.lorawan.chirpstack.wire.UpdateDeviceRequest;

/** {@code api.DeviceService}. */
final class DeviceApi extends DeviceServiceImplBase {
    private static final int LAST_PORT = 255;

    private final Store store;
    private final Faults faults;
    private final Runnable air;

    /** @param air told when something new waits in a queue; not under the lock */
    DeviceApi(Store store, Faults faults, Runnable air) {
        this.store = store;
        this.faults = faults;
        this.air = air;
    }

    @Override
    public void create(CreateDeviceRequest request, StreamObserver<Empty> observer) {
        Call.answer(store, observer, () -> {
            Device device = checked(request.getDevice());
            if (store.nodes.containsKey(device.getDevEui())) {
                throw Checks.internal("duplicate key value violates unique constraint \"device_pkey\"");
            }
            Store.Node node = new Store.Node();
            node.device = device;
            store.nodes.put(device.getDevEui(), node);
            return Empty.getDefaultInstance();
        });
    }

    private Device checked(Device device) {
        String eui = Checks.eui(device.getDevEui());
        store.application(device.getApplicationId());
        Checks.named(device.getName());
        if (!store.profiles.containsKey(Checks.uuid(device.getDeviceProfileId()))) {
            throw Checks.internal("violates foreign key constraint \"device_device_profile_id_fkey\"");
        }
        return device.toBuilder().setDevEui(eui).build();
    }

    @Override
    public void get(GetDeviceRequest request, StreamObserver<GetDeviceResponse> observer) {
        Call.answer(
                store,
                observer,
                () -> GetDeviceResponse.newBuilder()
                        .setDevice(store.node(request.getDevEui()).device)
                        .build());
    }

    @Override
    public void update(UpdateDeviceRequest request, StreamObserver<Empty> observer) {
        Call.answer(store, observer, () -> {
            store.node(request.getDevice().getDevEui()).device = checked(request.getDevice());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void list(ListDevicesRequest request, StreamObserver<ListDevicesResponse> observer) {
        Call.answer(store, observer, () -> {
            store.application(request.getApplicationId());
            List<DeviceListItem> all = store.nodes.values().stream()
                    .filter(node -> node.device.getApplicationId().equals(request.getApplicationId()))
                    .filter(node -> request.getMulticastGroupId().isEmpty()
                            || store.group(request.getMulticastGroupId())
                                    .members
                                    .contains(node.device.getDevEui()))
                    .map(DeviceApi::item)
                    .toList();
            return ListDevicesResponse.newBuilder()
                    .setTotalCount(all.size())
                    .addAllResult(Store.page(all, request.getOffset(), request.getLimit()))
                    .build();
        });
    }

    private static DeviceListItem item(Store.Node node) {
        DeviceListItem.Builder item = DeviceListItem.newBuilder()
                .setDevEui(node.device.getDevEui())
                .setName(node.device.getName())
                .setDeviceProfileId(node.device.getDeviceProfileId())
                .putAllTags(node.device.getTagsMap());
        if (node.heard) {
            item.setLastSeenAt(Timestamp.newBuilder().setSeconds(System.currentTimeMillis() / 1_000));
        }
        return item.build();
    }

    @Override
    public void createKeys(CreateDeviceKeysRequest request, StreamObserver<Empty> observer) {
        Call.answer(store, observer, () -> {
            Store.Node node = store.node(request.getDeviceKeys().getDevEui());
            if (node.keys != null) {
                throw Checks.internal("duplicate key value violates unique constraint \"device_keys_pkey\"");
            }
            node.keys = checked(request.getDeviceKeys());
            return Empty.getDefaultInstance();
        });
    }

    private static DeviceKeys checked(DeviceKeys keys) {
        return keys.toBuilder()
                .setNwkKey(Checks.key(keys.getNwkKey()))
                .setAppKey(Checks.key(keys.getAppKey()))
                .setGenAppKey(Checks.key(keys.getGenAppKey()))
                .build();
    }

    @Override
    public void updateKeys(UpdateDeviceKeysRequest request, StreamObserver<Empty> observer) {
        Call.answer(store, observer, () -> {
            store.node(request.getDeviceKeys().getDevEui()).keys = checked(request.getDeviceKeys());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void getKeys(GetDeviceKeysRequest request, StreamObserver<GetDeviceKeysResponse> observer) {
        Call.answer(store, observer, () -> {
            DeviceKeys keys = store.node(request.getDevEui()).keys;
            if (keys == null) {
                throw Checks.missing(request.getDevEui());
            }
            return GetDeviceKeysResponse.newBuilder().setDeviceKeys(keys).build();
        });
    }

    @Override
    public void activate(ActivateDeviceRequest request, StreamObserver<Empty> observer) {
        Call.answer(store, observer, () -> {
            Store.Node node = store.node(request.getDeviceActivation().getDevEui());
            Checks.hex(request.getDeviceActivation().getDevAddr(), 8);
            Checks.key(request.getDeviceActivation().getNwkSEncKey());
            node.activation = request.getDeviceActivation();
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void getActivation(
            GetDeviceActivationRequest request, StreamObserver<GetDeviceActivationResponse> observer) {
        Call.answer(store, observer, () -> {
            GetDeviceActivationResponse.Builder answer = GetDeviceActivationResponse.newBuilder();
            Store.Node node = store.node(request.getDevEui());
            if (node.activation != null) {
                answer.setDeviceActivation(node.activation);
            }
            return answer.build();
        });
    }

    @Override
    public void enqueue(
            EnqueueDeviceQueueItemRequest request, StreamObserver<EnqueueDeviceQueueItemResponse> observer) {
        Call.answer(store, observer, () -> {
            DeviceQueueItem wanted = request.getQueueItem();
            Store.Node node = store.node(wanted.getDevEui());
            if (faults.queueFull) {
                throw Status.RESOURCE_EXHAUSTED
                        .withDescription("device queue is full")
                        .asRuntimeException();
            }
            if (request.getFlushQueue()) {
                node.queue.removeIf(item -> !item.getIsPending());
            }
            if (wanted.getFPort() < 1 || wanted.getFPort() > LAST_PORT) {
                throw Checks.invalid("Validation error: FPort must be between 1 - 255");
            }
            String id = UUID.randomUUID().toString(); // whatever was given
            node.queue.add(wanted.toBuilder().setId(id).build());
            return EnqueueDeviceQueueItemResponse.newBuilder().setId(id).build();
        });
        air.run();
    }

    @Override
    public void flushQueue(FlushDeviceQueueRequest request, StreamObserver<Empty> observer) {
        Call.answer(store, observer, () -> {
            store.node(request.getDevEui()).queue.clear();
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void getQueue(GetDeviceQueueItemsRequest request, StreamObserver<GetDeviceQueueItemsResponse> observer) {
        Call.answer(store, observer, () -> {
            List<DeviceQueueItem> queue = store.node(request.getDevEui()).queue;
            GetDeviceQueueItemsResponse.Builder answer =
                    GetDeviceQueueItemsResponse.newBuilder().setTotalCount(queue.size());
            return request.getCountOnly()
                    ? answer.build()
                    : answer.addAllResult(queue).build();
        });
    }
}
