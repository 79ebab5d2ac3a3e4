package si.paka.model.access;

/** What a person or machine may do. */
public enum Role {
    VIEWER,
    /** Onboards, tests, acknowledges, short overrides (at most 4 h). */
    TECHNICIAN,
    /** All overrides, rules, priority. */
    OPERATOR,
    /** Devices, owners, quotas, updates. */
    NETWORK_OPERATOR,
    /** Sees and exports its own devices, sets consent. */
    OWNER,
    /** Users and keys. */
    ADMIN
}
