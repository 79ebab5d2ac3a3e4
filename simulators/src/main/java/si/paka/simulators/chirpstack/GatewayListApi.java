package si.paka.simulators.chirpstack;

import io.grpc.stub.StreamObserver;
import java.util.List;
import si.paka.adapter.lorawan.chirpstack.wire.GatewayListItem;
import si.paka.adapter.lorawan.chirpstack.wire.GatewayServiceGrpc.GatewayServiceImplBase;
import si.paka.adapter.lorawan.chirpstack.wire.ListGatewaysRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListGatewaysResponse;

/** {@code api.GatewayService}. */
final class GatewayListApi extends GatewayServiceImplBase {
    private final Store store;

    GatewayListApi(Store store) {
        this.store = store;
    }

    @Override
    public void list(ListGatewaysRequest request, StreamObserver<ListGatewaysResponse> observer) {
        Call.answer(store, observer, () -> {
            store.tenant(request.getTenantId());
            List<GatewayListItem> all = List.copyOf(store.gateways.values());
            return ListGatewaysResponse.newBuilder()
                    .setTotalCount(all.size())
                    .addAllResult(Store.page(all, request.getOffset(), request.getLimit()))
                    .build();
        });
    }
}
