package si.paka.model.decision;

/** Who wins when proposals disagree, strongest first. */
public enum Rank {
    /** A physical or controller limit; nobody beats it. */
    SAFETY_INTERLOCK,
    OPERATOR_OVERRIDE,
    /** Emergency vehicles. */
    PREEMPTION,
    /** Pedestrians, impaired persons, danger spots. */
    ROAD_USER_SAFETY,
    TRANSIT_PRIORITY,
    /** Queues and green waves. */
    FLOW,
    /** Speaks only while the schedule has the lamp on. */
    ENERGY_SAVING,
    SCHEDULE,
    /** Counts only when nobody else speaks. */
    FAIL_SAFE;

    public boolean isStrongerThan(Rank other) {
        return ordinal() < other.ordinal();
    }
}
