package si.paka.simulators.chirpstack;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.UUID;
import si.paka.adapter.lorawan.chirpstack.wire.CreateDeviceProfileRequest;
import si.paka.adapter.lorawan.chirpstack.wire.CreateDeviceProfileResponse;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfile;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfileListItem;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfileServiceGrpc.DeviceProfileServiceImplBase;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceProfileRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceProfileResponse;
import si.paka.adapter.lorawan.chirpstack.wire.ListDeviceProfilesRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListDeviceProfilesResponse;
import si.paka.adapter.lorawan.chirpstack.wire.UpdateDeviceProfileRequest;

/** {@code api.DeviceProfileService}. */
final class ProfileApi extends DeviceProfileServiceImplBase {
    private final Store store;

    ProfileApi(Store store) {
        this.store = store;
    }

    @Override
    public void create(CreateDeviceProfileRequest request, StreamObserver<CreateDeviceProfileResponse> observer) {
        Call.answer(store, observer, () -> {
            DeviceProfile wanted = request.getDeviceProfile();
            store.tenant(wanted.getTenantId());
            Checks.named(wanted.getName());
            String id = UUID.randomUUID().toString();
            store.profiles.put(id, wanted.toBuilder().setId(id).build());
            return CreateDeviceProfileResponse.newBuilder().setId(id).build();
        });
    }

    private DeviceProfile profile(String id) {
        DeviceProfile profile = store.profiles.get(Checks.uuid(id));
        if (profile == null) {
            throw Checks.notAllowed();
        }
        return profile;
    }

    @Override
    public void get(GetDeviceProfileRequest request, StreamObserver<GetDeviceProfileResponse> observer) {
        Call.answer(
                store,
                observer,
                () -> GetDeviceProfileResponse.newBuilder()
                        .setDeviceProfile(profile(request.getId()))
                        .build());
    }

    @Override
    public void update(UpdateDeviceProfileRequest request, StreamObserver<Empty> observer) {
        Call.answer(store, observer, () -> {
            profile(request.getDeviceProfile().getId());
            Checks.named(request.getDeviceProfile().getName());
            store.profiles.put(request.getDeviceProfile().getId(), request.getDeviceProfile());
            return Empty.getDefaultInstance();
        });
    }

    @Override
    public void list(ListDeviceProfilesRequest request, StreamObserver<ListDeviceProfilesResponse> observer) {
        Call.answer(store, observer, () -> {
            store.tenant(request.getTenantId());
            List<DeviceProfileListItem> all =
                    store.profiles.values().stream().map(ProfileApi::item).toList();
            return ListDeviceProfilesResponse.newBuilder()
                    .setTotalCount(all.size())
                    .addAllResult(Store.page(all, request.getOffset(), request.getLimit()))
                    .build();
        });
    }

    private static DeviceProfileListItem item(DeviceProfile profile) {
        return DeviceProfileListItem.newBuilder()
                .setId(profile.getId())
                .setName(profile.getName())
                .setRegion(profile.getRegion())
                .setMacVersion(profile.getMacVersion())
                .setRegParamsRevision(profile.getRegParamsRevision())
                .setSupportsOtaa(profile.getSupportsOtaa())
                .setSupportsClassB(profile.getSupportsClassB())
                .setSupportsClassC(profile.getSupportsClassC())
                .build();
    }
}
