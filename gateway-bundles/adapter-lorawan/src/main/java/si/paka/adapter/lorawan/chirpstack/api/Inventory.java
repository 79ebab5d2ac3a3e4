package si.paka.adapter.lorawan.chirpstack.api;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import si.paka.adapter.lorawan.chirpstack.api.Wanted.WantedDevice;
import si.paka.adapter.lorawan.chirpstack.wire.ApplicationListItem;
import si.paka.adapter.lorawan.chirpstack.wire.ApplicationServiceGrpc;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceListItem;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfileListItem;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfileServiceGrpc;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceServiceGrpc;
import si.paka.adapter.lorawan.chirpstack.wire.GatewayListItem;
import si.paka.adapter.lorawan.chirpstack.wire.GatewayServiceGrpc;
import si.paka.adapter.lorawan.chirpstack.wire.GetApplicationRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceActivationRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceKeysRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetMulticastGroupRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListApplicationsRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListDeviceProfilesRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListDevicesRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListGatewaysRequest;
import si.paka.adapter.lorawan.chirpstack.wire.ListMulticastGroupsRequest;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroup;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupListItem;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupServiceGrpc;
import si.paka.model.access.LorawanKeys;

/**
 * Reads what the server holds, by lists: asked for one device, ChirpStack answers a tenant's key the same whether the device is not
 * there or not its own. One thread at a time.
 */
final class Inventory {
    private static final int PAGE = 200;
    private static final int MOST = 20_000;

    private final ApiChannel channel;

    Inventory(ApiChannel channel) {
        this.channel = channel;
    }

    private interface Page<T> {
        List<T> from(int offset) throws ApiFailure, InterruptedException;
    }

    private interface Taker<T> {
        void take(T item) throws ApiFailure, InterruptedException;
    }

    private static <T> void each(Page<T> pages, Taker<T> taker) throws ApiFailure, InterruptedException {
        for (int offset = 0; offset < MOST; offset += PAGE) {
            List<T> page = pages.from(offset);
            for (T item : page) {
                taker.take(item);
            }
            if (page.size() < PAGE) {
                return;
            }
        }
    }

    /** Everything that the comparison needs. */
    Present read(String tenantSetting, Wanted wanted) throws ApiFailure, InterruptedException {
        boolean byId = ApiSettings.isUuid(wanted.application());
        String tenant = tenantSetting;
        String application = byId ? wanted.application() : "";
        if (byId && tenant.isEmpty()) {
            tenant = tenantOf(application);
        } else if (!byId) {
            if (tenant.isEmpty()) {
                throw new ApiFailure(
                        ApiFailure.Kind.INVALID,
                        "chirpstack.api.application is a name, so chirpstack.api.tenant is needed to look for it");
            }
            application = applicationNamed(tenant, wanted.application());
        }
        Map<String, DeviceListItem> devices = application.isEmpty() ? Map.of() : devices(application, "");
        Map<String, MulticastGroup> groups =
                application.isEmpty() || wanted.groups().isEmpty() ? Map.of() : groups(application, wanted);
        Map<String, Set<String>> members = new HashMap<>();
        for (MulticastGroup group : groups.values()) {
            members.put(
                    group.getName(),
                    new HashSet<>(devices(application, group.getId()).keySet()));
        }
        return new Present(tenant, application, profiles(tenant), devices, keys(wanted, devices), groups, members);
    }

    private String tenantOf(String application) throws ApiFailure, InterruptedException {
        return channel.ask(
                        ApplicationServiceGrpc.getGetMethod(),
                        GetApplicationRequest.newBuilder().setId(application).build())
                .getApplication()
                .getTenantId();
    }

    private String applicationNamed(String tenant, String name) throws ApiFailure, InterruptedException {
        String[] found = {""};
        each(
                offset -> channel.ask(
                                ApplicationServiceGrpc.getListMethod(),
                                ListApplicationsRequest.newBuilder()
                                        .setLimit(PAGE)
                                        .setOffset(offset)
                                        .setTenantId(tenant)
                                        .setSearch(name)
                                        .build())
                        .getResultList(),
                (ApplicationListItem item) -> {
                    if (item.getName().equals(name)) {
                        found[0] = item.getId();
                    }
                });
        return found[0];
    }

    private Map<String, DeviceProfileListItem> profiles(String tenant) throws ApiFailure, InterruptedException {
        Map<String, DeviceProfileListItem> byName = new HashMap<>();
        each(
                offset -> channel.ask(
                                DeviceProfileServiceGrpc.getListMethod(),
                                ListDeviceProfilesRequest.newBuilder()
                                        .setLimit(PAGE)
                                        .setOffset(offset)
                                        .setTenantId(tenant)
                                        .build())
                        .getResultList(),
                (DeviceProfileListItem item) -> byName.put(item.getName(), item));
        return byName;
    }

    private Map<String, DeviceListItem> devices(String application, String group)
            throws ApiFailure, InterruptedException {
        Map<String, DeviceListItem> byEui = new HashMap<>();
        each(
                offset -> channel.ask(
                                DeviceServiceGrpc.getListMethod(),
                                ListDevicesRequest.newBuilder()
                                        .setLimit(PAGE)
                                        .setOffset(offset)
                                        .setApplicationId(application)
                                        .setMulticastGroupId(group)
                                        .build())
                        .getResultList(),
                (DeviceListItem item) -> byEui.put(item.getDevEui().toLowerCase(Locale.ROOT), item));
        return byEui;
    }

    /** Only of devices whose secret we have and that were never heard: those that speak have the right keys. */
    private Map<String, String> keys(Wanted wanted, Map<String, DeviceListItem> devices)
            throws ApiFailure, InterruptedException {
        Map<String, String> keys = new HashMap<>();
        for (WantedDevice device : wanted.devices()) {
            DeviceListItem there = devices.get(device.devEui());
            if (there != null && !there.hasLastSeenAt() && device.secret().isPresent()) {
                keys.put(device.devEui(), key(device.devEui(), device.secret().get()));
            }
        }
        return keys;
    }

    private String key(String devEui, LorawanKeys secret) throws ApiFailure, InterruptedException {
        if (secret instanceof LorawanKeys.Abp) {
            return channel.ask(
                            DeviceServiceGrpc.getGetActivationMethod(),
                            GetDeviceActivationRequest.newBuilder()
                                    .setDevEui(devEui)
                                    .build())
                    .getDeviceActivation()
                    .getNwkSEncKey();
        }
        try {
            return channel.ask(
                            DeviceServiceGrpc.getGetKeysMethod(),
                            GetDeviceKeysRequest.newBuilder().setDevEui(devEui).build())
                    .getDeviceKeys()
                    .getNwkKey();
        } catch (ApiFailure e) {
            if (e.kind() == ApiFailure.Kind.MISSING) {
                return "";
            }
            throw e;
        }
    }

    private Map<String, MulticastGroup> groups(String application, Wanted wanted)
            throws ApiFailure, InterruptedException {
        Set<String> names = new HashSet<>();
        wanted.groups().forEach(group -> names.add(group.name()));
        Map<String, MulticastGroup> byName = new HashMap<>();
        each(
                offset -> channel.ask(
                                MulticastGroupServiceGrpc.getListMethod(),
                                ListMulticastGroupsRequest.newBuilder()
                                        .setLimit(PAGE)
                                        .setOffset(offset)
                                        .setApplicationId(application)
                                        .build())
                        .getResultList(),
                (MulticastGroupListItem item) -> {
                    if (names.contains(item.getName())) {
                        byName.put(item.getName(), group(item.getId()));
                    }
                });
        return byName;
    }

    private MulticastGroup group(String id) throws ApiFailure, InterruptedException {
        return channel.ask(
                        MulticastGroupServiceGrpc.getGetMethod(),
                        GetMulticastGroupRequest.newBuilder().setId(id).build())
                .getMulticastGroup();
    }

    /** The tenant's concentrators, by id. */
    Map<String, GatewayListItem> gateways(String tenant) throws ApiFailure, InterruptedException {
        Map<String, GatewayListItem> byId = new HashMap<>();
        each(
                offset -> channel.ask(
                                GatewayServiceGrpc.getListMethod(),
                                ListGatewaysRequest.newBuilder()
                                        .setLimit(PAGE)
                                        .setOffset(offset)
                                        .setTenantId(tenant)
                                        .build())
                        .getResultList(),
                (GatewayListItem item) -> byId.put(item.getGatewayId(), item));
        return byId;
    }
}
