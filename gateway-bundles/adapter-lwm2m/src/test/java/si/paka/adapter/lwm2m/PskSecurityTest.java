package si.paka.adapter.lwm2m;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import si.paka.model.AssetId;
import si.paka.model.DeviceAddress;
import si.paka.model.DeviceId;
import si.paka.model.Transport;
import si.paka.model.access.Credentials;
import si.paka.model.device.Consent;
import si.paka.model.device.Device;
import si.paka.model.device.ProfileId;
import si.paka.model.device.WaitingDevice;
import si.paka.model.port.DeviceRegister;

class PskSecurityTest {
    private static final String ENDPOINT = "urn:imei:350000000000001";
    private static final Device LAMP = new Device(
            new DeviceId("lamp-7"),
            new DeviceAddress(Transport.LWM2M, ENDPOINT),
            new ProfileId("paka-reference/luminaire"),
            new AssetId("lamp-7"),
            "Lamp 7",
            "town",
            "town",
            "municipal",
            new Consent(Consent.Scope.NONE, false, Instant.EPOCH, "test"),
            Optional.empty(),
            Map.of(),
            Instant.EPOCH,
            "test");
    private final PskSecurity security = new PskSecurity(new OneKey(), new OneDevice());

    @Test
    void aKeyHoldsForTheEndpointOfItsDeviceWhateverItsIdIs() {
        assertNotNull(security.getByEndpoint(ENDPOINT), "else it could register without its key");
        assertEquals(ENDPOINT, security.getByIdentity("lamp-identity").getEndpoint());
    }

    @Test
    void othersHaveNone() {
        assertNull(security.getByEndpoint("lamp-8"));
        assertNull(security.getByEndpoint("not a name"));
        assertNull(security.getByIdentity("another"));
    }

    private static final class OneKey implements Credentials {
        private final Psk psk = new Psk(LAMP.id(), "lamp-identity", new byte[16]);

        @Override
        public CompletableFuture<Void> putPsk(DeviceId device, String identity, byte[] key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Psk> findPsk(String identity) {
            return Optional.of(psk).filter(one -> one.identity().equals(identity));
        }

        @Override
        public Optional<Psk> findPsk(DeviceId device) {
            return Optional.of(psk).filter(one -> one.device().equals(device));
        }

        @Override
        public CompletableFuture<Void> remove(DeviceId device) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class OneDevice implements DeviceRegister {
        @Override
        public Optional<Device> find(DeviceId id) {
            return Optional.of(LAMP).filter(device -> device.id().equals(id));
        }

        @Override
        public Optional<Device> find(DeviceAddress address) {
            return Optional.of(LAMP).filter(device -> device.address().equals(address));
        }

        @Override
        public List<Device> list() {
            return List.of(LAMP);
        }

        @Override
        public List<WaitingDevice> listWaiting() {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> approve(Device device, String by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<Boolean> remove(DeviceId id, String by) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void onChange(Runnable listener) {
            throw new UnsupportedOperationException();
        }
    }
}
