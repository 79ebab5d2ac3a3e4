package si.paka.simulators.chirpstack;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.UUID;
import si.paka.adapter.lorawan.chirpstack.wire.AddDeviceToMulticastGroupRequest;
import si.paka.adapter.lorawan.chirpstack.wire.CreateMulticastGroupRequest;
import si.paka.adapter.lorawan.chirpstack.wire.CreateMulticastGroupResponse;
import si.paka.adapter.lorawan.chirpstack.wire.EnqueueMulticastGroupQueueItemRequest;
import si.paka.adapter.lorawan.chirpstack.wire.EnqueueMulticastGroupQueueItemResponse;
import si.paka.adapter.lorawan.chirpstack.wire.GetMulticastGroupRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetMulticastGroupResponse;
import si.paka.adapter.lorawan.chirpstack.wire.ListMulticastGroupQueueRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListMulticastGroupQueueResponse;
import si.paka.adapter.lorawan.chirpstack.wire.ListMulticastGroupsRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListMulticastGroupsResponse;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroup;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupListItem;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupQueueItem;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupServiceGrpc.MulticastGroupServiceImplBase;
import si.paka.adapter.lorawan.chirpstack.wire.RemoveDeviceFromMulticastGroupRequest;
import si.paka.adapter.lorawan.chirpstack.wire.UpdateMulticastGroupRequest;

/** {@code api.MulticastGroupService}. */
final class GroupApi extends MulticastGroupServiceImplBase {
    private final Store store;
    private final Runnable air;

    GroupApi(Store store, Runnable air) {
        this.store = store;
        this.air = air;
    }

    private MulticastGroup checked(MulticastGroup group) {
        store.application(group.getApplicationId());
        Checks.hex(group.getMcAddr(), 8);
        Checks.key(group.getMcNwkSKey());
        Checks.key(group.getMcAppSKey());
        return group;
    }

    @Override
    public void create(CreateMulticastGroupRequest request, StreamObserver<CreateMulticastGroupResponse> observer) {
        Call.answer(store, observer, () -> {
            String id = UUID.randomUUID().toString();
            Store.Group group = new Store.Group();
            group.group =
                    checked(request.getMulticastGroup()).toBuilder().setId(id).build();
            store.groups.put(id, group);
            return CreateMulticastGroupResponse.newBuilder().setId(id).build();
        });
    }

    @Override
    public void get(GetMulticastGroupRequest request, StreamObserver<GetMulticastGroupResponse> observer) {
        Call.answer(
                store,
                observer,
                () -> GetMulticastGroupResponse.newBuilder()
                        .setMulticastGroup(store.group(request.getId()).group)
                        .build());
    }

    @Override
    public void update(UpdateMulticastGroupRequest request, StreamObserver<Empty> observer) {
        Call.answer(store, observer, () -> {
            store.group(request.getMulticastGroup().getId()).group = checked(request.getMulticastGroup());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void list(ListMulticastGroupsRequest request, StreamObserver<ListMulticastGroupsResponse> observer) {
        Call.answer(store, observer, () -> {
            store.application(request.getApplicationId());
            List<MulticastGroupListItem> all = store.groups.values().stream()
                    .map(each -> MulticastGroupListItem.newBuilder()
                            .setId(each.group.getId())
                            .setName(each.group.getName())
                            .build())
                    .toList();
            return ListMulticastGroupsResponse.newBuilder()
                    .setTotalCount(all.size())
                    .addAllResult(Store.page(all, request.getOffset(), request.getLimit()))
                    .build();
        });
    }

    @Override
    public void addDevice(AddDeviceToMulticastGroupRequest request, StreamObserver<Empty> observer) {
        Call.answer(store, observer, () -> {
            Store.Group group = store.group(request.getMulticastGroupId());
            Store.Node node = store.nodes.get(Checks.eui(request.getDevEui()));
            if (node == null || !node.device.getApplicationId().equals(group.group.getApplicationId())) {
                throw Checks.missing(request.getDevEui());
            }
            if (!group.members.add(node.device.getDevEui())) {
                throw Checks.internal("duplicate key value violates unique constraint");
            }
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void removeDevice(RemoveDeviceFromMulticastGroupRequest request, StreamObserver<Empty> observer) {
        Call.answer(store, observer, () -> {
            if (!store.group(request.getMulticastGroupId()).members.remove(Checks.eui(request.getDevEui()))) {
                throw Checks.missing(request.getDevEui());
            }
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void enqueue(
            EnqueueMulticastGroupQueueItemRequest request,
            StreamObserver<EnqueueMulticastGroupQueueItemResponse> observer) {
        Call.answer(store, observer, () -> {
            MulticastGroupQueueItem wanted = request.getQueueItem();
            Store.Group group = store.group(wanted.getMulticastGroupId());
            if (wanted.getFPort() < 1) {
                throw Checks.invalid("Validation error: FPort must be between 1 - 255");
            }
            int counter = group.group.getFCnt();
            group.group = group.group.toBuilder().setFCnt(counter + 1).build();
            group.queue.add(wanted.toBuilder().setFCnt(counter).build());
            return EnqueueMulticastGroupQueueItemResponse.newBuilder()
                    .setFCnt(counter)
                    .build();
        });
        air.run();
    }

    @Override
    public void listQueue(
            ListMulticastGroupQueueRequest request, StreamObserver<ListMulticastGroupQueueResponse> observer) {
        Call.answer(
                store,
                observer,
                () -> ListMulticastGroupQueueResponse.newBuilder()
                        .addAllItems(store.group(request.getMulticastGroupId()).queue)
                        .build());
    }
}
