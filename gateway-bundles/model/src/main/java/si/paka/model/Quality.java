package si.paka.model;

/**
 * How far an observation can be believed. Doubtful values keep flowing, marked, with the reason beside them. Their order is
 * on disk: only ever append.
 */
public enum Quality {
    GOOD,
    /** Beyond what the property can physically be, or what its model accepts. */
    OUT_OF_RANGE,
    /** The same value for longer than the property ever stays the same. */
    STUCK,
    /** Changed faster than the property can, or a lone spike. */
    JUMP,
    /** A check against the device's other values speaks against it: humidity, a wrong ratio, a dead zone. */
    SUSPECT,
    /** Measured so long before it was received that it does not tell the present state. */
    STALE,
    /** Made of fewer samples, or fewer members, than a full statement needs. */
    INCOMPLETE,
    /** Computed from other values where the device has no measurement of its own. */
    ESTIMATED,
    /** The sensor has not settled since it was switched on. */
    WARM_UP,
    /** Stays in the cabinet: it tells of too few people (requirement P-07). */
    SUPPRESSED
}
