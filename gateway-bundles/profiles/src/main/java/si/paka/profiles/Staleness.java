package si.paka.profiles;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import si.paka.model.Observation;
import si.paka.model.Quality;

/** Marks values that were measured more than a day before they were received: kept, but they tell of no present state. */
final class Staleness {
    private static final Duration LATEST = Duration.ofHours(24);

    private Staleness() {}

    static List<Observation> judge(List<Observation> said, Instant receivedAt) {
        Instant oldest = receivedAt.minus(LATEST);
        List<Observation> judged = said;
        for (int i = 0; i < said.size(); i++) {
            Observation one = said.get(i);
            if (one.observedAt().isBefore(oldest) && one.quality() == Quality.GOOD) {
                if (judged == said) {
                    judged = new ArrayList<>(said);
                }
                judged.set(i, one.doubted(Quality.STALE, "measured more than 24 h before it was received"));
            }
        }
        return judged;
    }
}
