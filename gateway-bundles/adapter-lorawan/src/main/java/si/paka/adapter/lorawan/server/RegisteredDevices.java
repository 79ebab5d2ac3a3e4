package si.paka.adapter.lorawan.server;

import java.util.Optional;
import java.util.Set;
import si.paka.model.DeviceAddress;
import si.paka.model.Transport;
import si.paka.model.access.Credentials;
import si.paka.model.access.LorawanKeys;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileInfo;
import si.paka.model.port.DeviceProfiles;
import si.paka.model.port.DeviceRegister;

/** Keys from the credentials, the radio from the profile of the device as the register knows it. */
record RegisteredDevices(Credentials credentials, DeviceRegister register, DeviceProfiles profiles)
        implements DeviceDirectory {
    @Override
    public Optional<KnownDevice> find(String devEui) {
        return credentials.findLorawan(devEui).map(keys -> known(devEui, keys));
    }

    private KnownDevice known(String devEui, LorawanKeys keys) {
        DeviceRadio radio = register.find(new DeviceAddress(Transport.LORAWAN, devEui))
                .map(Device::profile)
                .flatMap(profiles::find)
                .flatMap(ProfileInfo::radio)
                .map(DeviceRadio::of)
                .orElse(DeviceRadio.PLAIN);
        return new KnownDevice(devEui, keys, radio);
    }

    @Override
    public Set<String> listDevEuis() {
        return credentials.listLorawan();
    }
}
