package si.paka.simulators.chirpstack;

import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.UUID;
import si.paka.adapter.lorawan.chirpstack.wire.Application;
import si.paka.adapter.lorawan.chirpstack.wire.ApplicationListItem;
import si.paka.adapter.lorawan.chirpstack.wire.ApplicationServiceGrpc.ApplicationServiceImplBase;
import si.paka.adapter.lorawan.chirpstack.wire.CreateApplicationRequest;
import si.paka.adapter.lorawan.chirpstack.wire.CreateApplicationResponse;
import si.paka.adapter.lorawan.chirpstack.wire.GetApplicationRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetApplicationResponse;
import si.paka.adapter.lorawan.chirpstack.wire.ListApplicationsRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListApplicationsResponse;

/** {@code api.ApplicationService}. */
final class ApplicationApi extends ApplicationServiceImplBase {
    private final Store store;

    ApplicationApi(Store store) {
        this.store = store;
    }

    @Override
    public void create(CreateApplicationRequest request, StreamObserver<CreateApplicationResponse> observer) {
        Call.answer(store, observer, () -> {
            Application wanted = request.getApplication();
            store.tenant(wanted.getTenantId());
            Checks.named(wanted.getName());
            String id = UUID.randomUUID().toString();
            store.applications.put(id, wanted.toBuilder().setId(id).build());
            return CreateApplicationResponse.newBuilder().setId(id).build();
        });
    }

    @Override
    public void get(GetApplicationRequest request, StreamObserver<GetApplicationResponse> observer) {
        Call.answer(
                store,
                observer,
                () -> GetApplicationResponse.newBuilder()
                        .setApplication(store.application(request.getId()))
                        .build());
    }

    @Override
    public void list(ListApplicationsRequest request, StreamObserver<ListApplicationsResponse> observer) {
        Call.answer(store, observer, () -> {
            store.tenant(request.getTenantId());
            List<ApplicationListItem> all = store.applications.values().stream()
                    .filter(each -> each.getName().contains(request.getSearch()))
                    .map(each -> ApplicationListItem.newBuilder()
                            .setId(each.getId())
                            .setName(each.getName())
                            .build())
                    .toList();
            return ListApplicationsResponse.newBuilder()
                    .setTotalCount(all.size())
                    .addAllResult(Store.page(all, request.getOffset(), request.getLimit()))
                    .build();
        });
    }
}
