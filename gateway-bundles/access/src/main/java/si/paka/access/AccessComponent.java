package si.paka.access;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import si.paka.model.access.Accounts;
import si.paka.model.access.Credentials;
import si.paka.model.access.ServerIdentity;
import si.paka.model.journal.StateStore;
import si.paka.model.port.AuditTrail;
import si.paka.model.port.CabinetInfo;

/** Serves who may do what. The only class of this room that knows OSGi. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "si.paka.access")
public final class AccessComponent {
    private final List<ServiceRegistration<?>> served = new ArrayList<>();

    @Activate
    public AccessComponent(
            BundleContext context,
            @Reference CabinetInfo cabinet,
            @Reference StateStore store,
            @Reference AuditTrail audit)
            throws IOException, GeneralSecurityException {
        Path keys = PrivateFiles.folder(cabinet.home().resolve("keys"));
        ClaimCode claimCode = new ClaimCode(cabinet.home().resolve("data/claim-code"), Clock.systemUTC());
        served.add(context.registerService(
                ServerIdentity.class, new SelfSigned(keys, cabinet.cabinet() + "." + cabinet.town()), null));
        served.add(context.registerService(Credentials.class, new CredentialBook(store, keys), null));
        served.add(context.registerService(
                Accounts.class, new AccountBook(store, audit, claimCode, Clock.systemUTC()), null));
    }

    @Deactivate
    void stop() {
        served.forEach(ServiceRegistration::unregister);
    }
}
