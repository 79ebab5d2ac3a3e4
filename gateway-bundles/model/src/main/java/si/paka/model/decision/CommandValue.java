package si.paka.model.decision;

/** What a proposal wants of an actuator. There is no value that sets a signal group, and there will be none. */
public sealed interface CommandValue permits DimmingLevel {}
