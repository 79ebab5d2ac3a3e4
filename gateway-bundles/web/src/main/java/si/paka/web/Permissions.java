package si.paka.web;

import static si.paka.model.access.Role.ADMIN;
import static si.paka.model.access.Role.NETWORK_OPERATOR;
import static si.paka.model.access.Role.OPERATOR;
import static si.paka.model.access.Role.OWNER;
import static si.paka.model.access.Role.TECHNICIAN;
import static si.paka.model.access.Role.VIEWER;

import java.time.Duration;
import java.util.Set;
import si.paka.model.access.Role;

/** Which roles may do what. */
public final class Permissions {
    /** Also without a login. */
    public static final Set<Role> OPEN = Set.of();

    public static final Set<Role> READ = Set.of(VIEWER, TECHNICIAN, OPERATOR, NETWORK_OPERATOR, OWNER, ADMIN);
    public static final Set<Role> OBSERVE_GATEWAY = Set.of(VIEWER, TECHNICIAN, OPERATOR, NETWORK_OPERATOR, ADMIN);
    /** Approve new devices. */
    public static final Set<Role> ONBOARD = Set.of(TECHNICIAN, NETWORK_OPERATOR, ADMIN);
    /** Change or remove devices that are there, with owner and consent. */
    public static final Set<Role> REGISTER = Set.of(NETWORK_OPERATOR, ADMIN);

    public static final Set<Role> INTERVENE = Set.of(TECHNICIAN, OPERATOR, ADMIN);
    public static final Set<Role> ACKNOWLEDGE = Set.of(TECHNICIAN, OPERATOR, NETWORK_OPERATOR, ADMIN);
    public static final Set<Role> ADMINISTER = Set.of(ADMIN);
    public static final Duration TECHNICIANS_OVERRIDE = Duration.ofHours(4);

    private Permissions() {}
}
