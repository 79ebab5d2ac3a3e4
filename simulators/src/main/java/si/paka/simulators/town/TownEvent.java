package si.paka.simulators.town;

/** What somebody who watches the street would say. */
public sealed interface TownEvent {
    /** Somebody entered a street. */
    record Arrived(String who, Street street) implements TownEvent {}

    /** A pedestrian stands at the crossing. */
    record AtCrossing(Street street) implements TownEvent {}

    /** A lamp's detector sees somebody, or nobody any more. */
    record Presence(String lamp, boolean somebody) implements TownEvent {}
}
