package si.paka.simulators.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import si.paka.simulators.gateway.Await;
import si.paka.simulators.platform.Publication;
import si.paka.simulators.platform.TownPlatform;

/** Everything the platform got, to be looked through. */
final class Mailbox {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Publication> all = new CopyOnWriteArrayList<>();

    Mailbox() {}

    Mailbox(TownPlatform platform) {
        platform.listen(this::take);
    }

    void take(Publication publication) {
        all.add(publication);
    }

    /** The body of a publication on this topic below the cabinet, waiting for it if need be. */
    JsonNode await(String topic) {
        return await(topic, body -> true);
    }

    JsonNode await(String topic, Predicate<JsonNode> wanted) {
        String full = TestCabinet.TOPIC.of(topic);
        assertTrue(
                Await.until(PATIENCE, () -> find(full, wanted).isPresent()),
                () -> "nothing fitting on " + full + " among " + all.size() + " publications");
        return find(full, wanted).orElseThrow();
    }

    boolean has(String topicPart) {
        return all.stream().anyMatch(publication -> publication.topic().contains(topicPart));
    }

    private Optional<JsonNode> find(String topic, Predicate<JsonNode> wanted) {
        return all.stream()
                .filter(publication -> publication.topic().equals(topic))
                .map(Mailbox::read)
                .filter(wanted)
                .findFirst();
    }

    private static JsonNode read(Publication publication) {
        try {
            return JSON.readTree(publication.payload());
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON on " + publication.topic(), e);
        }
    }
}
