package si.paka.adapter.lorawan.chirpstack.api;

import com.google.protobuf.Empty;
import io.grpc.MethodDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import si.paka.adapter.lorawan.chirpstack.api.Wanted.WantedDevice;
import si.paka.adapter.lorawan.chirpstack.api.Wanted.WantedGroup;
import si.paka.adapter.lorawan.chirpstack.wire.ActivateDeviceRequest;
import si.paka.adapter.lorawan.chirpstack.wire.AddDeviceToMulticastGroupRequest;
import si.paka.adapter.lorawan.chirpstack.wire.Application;
import si.paka.adapter.lorawan.chirpstack.wire.ApplicationServiceGrpc;
import si.paka.adapter.lorawan.chirpstack.wire.CreateApplicationRequest;
import si.paka.adapter.lorawan.chirpstack.wire.CreateDeviceKeysRequest;
import si.paka.adapter.lorawan.chirpstack.wire.CreateDeviceProfileRequest;
import si.paka.adapter.lorawan.chirpstack.wire.CreateDeviceRequest;
import si.paka.adapter.lorawan.chirpstack.wire.CreateMulticastGroupRequest;
import si.paka.adapter.lorawan.chirpstack.wire.Device;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceActivation;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceKeys;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfile;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceProfileServiceGrpc;
import si.paka.adapter.lorawan.chirpstack.wire.DeviceServiceGrpc;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceProfileRequest;
import si.paka.adapter.lorawan.chirpstack.wire.GetDeviceRequest;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroup;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupServiceGrpc;
import si.paka.adapter.lorawan.chirpstack.wire.MulticastGroupType;
import si.paka.adapter.lorawan.chirpstack.wire.RemoveDeviceFromMulticastGroupRequest;
import si.paka.adapter.lorawan.chirpstack.wire.UpdateDeviceKeysRequest;
import si.paka.adapter.lorawan.chirpstack.wire.UpdateDeviceProfileRequest;
import si.paka.adapter.lorawan.chirpstack.wire.UpdateDeviceRequest;
import si.paka.adapter.lorawan.chirpstack.wire.UpdateMulticastGroupRequest;
import si.paka.model.access.LorawanKeys;

/**
 * Puts differences right, in their order. What fails is told and the next one tried; only a server that is gone or a key that is not
 * accepted ends it. Creating does not rely on ALREADY_EXISTS, which ChirpStack does not send: it follows a fresh list.
 */
final class Applier {
    private final ApiChannel channel;
    private final Wanted wanted;
    private final Map<String, String> profileIds = new HashMap<>();
    private final Map<String, String> groupIds = new HashMap<>();
    private final Set<String> failedProfiles = new HashSet<>();
    private final String tenant;
    private String application;

    Applier(ApiChannel channel, Wanted wanted, Present present) {
        this.channel = channel;
        this.wanted = wanted;
        this.tenant = present.tenant();
        this.application = present.application();
        present.profiles().forEach((name, item) -> profileIds.put(name, item.getId()));
        present.groups().forEach((name, group) -> groupIds.put(name, group.getId()));
    }

    /** Returns what did not work, a line each. */
    List<String> apply(List<Difference> differences) throws ApiFailure, InterruptedException {
        List<String> problems = new ArrayList<>();
        for (Difference difference : differences) {
            try {
                if (difference.kind().isMended()) {
                    mend(difference);
                }
            } catch (ApiFailure e) {
                if (e.kind() == ApiFailure.Kind.UNAVAILABLE || e.kind() == ApiFailure.Kind.TOKEN) {
                    throw e;
                }
                problems.add(difference.kind() + " " + difference.subject() + ": " + e.getMessage());
            }
        }
        return problems;
    }

    private void mend(Difference difference) throws ApiFailure, InterruptedException {
        String subject = difference.subject();
        switch (difference.kind()) {
            case APPLICATION_MISSING -> createApplication(subject);
            case PROFILE_MISSING -> createProfile(subject);
            case PROFILE_DIFFERS -> updateProfile(subject);
            case DEVICE_MISSING -> createDevice(device(subject));
            case DEVICE_DIFFERS -> updateDevice(device(subject));
            case KEYS_MISSING -> giveSecret(device(subject), false);
            case KEYS_DIFFER -> giveSecret(device(subject), true);
            case GROUP_MISSING -> createGroup(group(subject));
            case GROUP_DIFFERS -> updateGroup(group(subject));
            case MEMBER_MISSING -> addMember(subject, difference.detail());
            case MEMBER_SUPERFLUOUS ->
                change(
                        MulticastGroupServiceGrpc.getRemoveDeviceMethod(),
                        RemoveDeviceFromMulticastGroupRequest.newBuilder()
                                .setMulticastGroupId(groupIds.get(subject))
                                .setDevEui(difference.detail())
                                .build());
            case DEVICE_UNKNOWN -> throw new IllegalStateException("nothing is deleted at the server");
        }
    }

    private <Q> void change(MethodDescriptor<Q, Empty> method, Q request) throws ApiFailure, InterruptedException {
        channel.ask(method, request);
    }

    private WantedDevice device(String devEui) {
        return wanted.devices().stream()
                .filter(each -> each.devEui().equals(devEui))
                .findFirst()
                .orElseThrow();
    }

    private WantedGroup group(String name) {
        return wanted.groups().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void createApplication(String name) throws ApiFailure, InterruptedException {
        application = channel.ask(
                        ApplicationServiceGrpc.getCreateMethod(),
                        CreateApplicationRequest.newBuilder()
                                .setApplication(Application.newBuilder()
                                        .setName(name)
                                        .setDescription("Devices of a Paka cabinet")
                                        .setTenantId(tenant))
                                .build())
                .getId();
    }

    private void createProfile(String name) throws ApiFailure, InterruptedException {
        try {
            String id = channel.ask(
                            DeviceProfileServiceGrpc.getCreateMethod(),
                            CreateDeviceProfileRequest.newBuilder()
                                    .setDeviceProfile(wanted.profiles().get(name).toBuilder()
                                            .setTenantId(tenant))
                                    .build())
                    .getId();
            profileIds.put(name, id);
        } catch (ApiFailure e) {
            failedProfiles.add(name);
            throw e;
        }
    }

    /** Begins with what is there, unknown fields with it: an operator's codec or relay settings stay. */
    private void updateProfile(String name) throws ApiFailure, InterruptedException {
        DeviceProfile there = channel.ask(
                        DeviceProfileServiceGrpc.getGetMethod(),
                        GetDeviceProfileRequest.newBuilder()
                                .setId(profileIds.get(name))
                                .build())
                .getDeviceProfile();
        DeviceProfile ours = wanted.profiles().get(name);
        change(
                DeviceProfileServiceGrpc.getUpdateMethod(),
                UpdateDeviceProfileRequest.newBuilder()
                        .setDeviceProfile(there.toBuilder()
                                .setRegion(ours.getRegion())
                                .setMacVersion(ours.getMacVersion())
                                .setRegParamsRevision(ours.getRegParamsRevision())
                                .setSupportsOtaa(ours.getSupportsOtaa())
                                .setSupportsClassB(ours.getSupportsClassB())
                                .setSupportsClassC(ours.getSupportsClassC())
                                .setClassCTimeout(ours.getClassCTimeout()))
                        .build());
    }

    private void createDevice(WantedDevice device) throws ApiFailure, InterruptedException {
        String profile = profileIds.get(device.profile());
        if (application.isEmpty() || profile == null) {
            String what = failedProfiles.contains(device.profile()) ? "its device profile" : "its application";
            throw new ApiFailure(ApiFailure.Kind.INVALID, what + " could not be made before");
        }
        Device.Builder there = Device.newBuilder()
                .setDevEui(device.devEui())
                .setName(device.name())
                .setApplicationId(application)
                .setDeviceProfileId(profile)
                .putAllTags(device.tags());
        if (device.secret().orElse(null) instanceof LorawanKeys.Otaa otaa) {
            there.setJoinEui(otaa.joinEui());
        }
        change(
                DeviceServiceGrpc.getCreateMethod(),
                CreateDeviceRequest.newBuilder().setDevice(there).build());
        if (device.secret().isPresent()) {
            giveSecret(device, false);
        }
    }

    private void updateDevice(WantedDevice device) throws ApiFailure, InterruptedException {
        Device there = channel.ask(
                        DeviceServiceGrpc.getGetMethod(),
                        GetDeviceRequest.newBuilder().setDevEui(device.devEui()).build())
                .getDevice();
        change(
                DeviceServiceGrpc.getUpdateMethod(),
                UpdateDeviceRequest.newBuilder()
                        .setDevice(there.toBuilder().setName(device.name()).putAllTags(device.tags()))
                        .build());
    }

    private void giveSecret(WantedDevice device, boolean replace) throws ApiFailure, InterruptedException {
        LorawanKeys secret = device.secret().orElseThrow();
        if (secret instanceof LorawanKeys.Abp abp) {
            change(
                    DeviceServiceGrpc.getActivateMethod(),
                    ActivateDeviceRequest.newBuilder()
                            .setDeviceActivation(DeviceActivation.newBuilder()
                                    .setDevEui(device.devEui())
                                    .setDevAddr(String.format("%08x", abp.devAddr()))
                                    .setAppSKey(hex(abp.appSKey()))
                                    .setNwkSEncKey(hex(abp.nwkSKey()))
                                    .setSNwkSIntKey(hex(abp.nwkSKey()))
                                    .setFNwkSIntKey(hex(abp.nwkSKey())))
                            .build());
            return;
        }
        DeviceKeys keys = DeviceKeys.newBuilder()
                .setDevEui(device.devEui())
                .setNwkKey(hex(((LorawanKeys.Otaa) secret).appKey()))
                .build();
        if (replace) {
            change(
                    DeviceServiceGrpc.getUpdateKeysMethod(),
                    UpdateDeviceKeysRequest.newBuilder().setDeviceKeys(keys).build());
        } else {
            change(
                    DeviceServiceGrpc.getCreateKeysMethod(),
                    CreateDeviceKeysRequest.newBuilder().setDeviceKeys(keys).build());
        }
    }

    private static String hex(byte[] key) {
        return HexFormat.of().formatHex(key);
    }

    private MulticastGroup.Builder written(WantedGroup group, MulticastGroup.Builder there) {
        GroupKeys keys = group.keys();
        return there.setName(group.name())
                .setMcAddr(keys.mcAddr())
                .setMcNwkSKey(keys.nwkSKey())
                .setMcAppSKey(keys.appSKey())
                .setGroupType(MulticastGroupType.CLASS_C)
                .setDr(keys.dataRate())
                .setFrequency((int) keys.frequency_Hz());
    }

    private void createGroup(WantedGroup group) throws ApiFailure, InterruptedException {
        if (application.isEmpty()) {
            throw new ApiFailure(ApiFailure.Kind.INVALID, "its application could not be made before");
        }
        String id = channel.ask(
                        MulticastGroupServiceGrpc.getCreateMethod(),
                        CreateMulticastGroupRequest.newBuilder()
                                .setMulticastGroup(written(
                                        group, MulticastGroup.newBuilder().setApplicationId(application)))
                                .build())
                .getId();
        groupIds.put(group.name(), id);
        for (String devEui : group.members()) {
            addMember(group.name(), devEui);
        }
    }

    private void updateGroup(WantedGroup group) throws ApiFailure, InterruptedException {
        MulticastGroup there = channel.ask(
                        MulticastGroupServiceGrpc.getGetMethod(),
                        si.paka.adapter.lorawan.chirpstack.wire.GetMulticastGroupRequest.newBuilder()
                                .setId(groupIds.get(group.name()))
                                .build())
                .getMulticastGroup();
        change(
                MulticastGroupServiceGrpc.getUpdateMethod(),
                UpdateMulticastGroupRequest.newBuilder()
                        .setMulticastGroup(written(group, there.toBuilder()))
                        .build());
    }

    private void addMember(String group, String devEui) throws ApiFailure, InterruptedException {
        change(
                MulticastGroupServiceGrpc.getAddDeviceMethod(),
                AddDeviceToMulticastGroupRequest.newBuilder()
                        .setMulticastGroupId(groupIds.get(group))
                        .setDevEui(devEui)
                        .build());
    }

    /** UUID of the application, known once it is made. */
    String application() {
        return application;
    }

    /** UUIDs of groups by name. */
    Map<String, String> groupIds() {
        return Map.copyOf(groupIds);
    }
}
