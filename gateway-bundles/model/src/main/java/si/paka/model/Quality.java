package si.paka.model;

/** How far an observation can be believed. Doubtful values keep flowing, marked. */
public enum Quality {
    GOOD,
    OUT_OF_RANGE,
    STUCK,
    JUMP
}
