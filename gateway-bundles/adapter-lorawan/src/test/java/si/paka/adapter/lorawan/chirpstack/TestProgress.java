package si.paka.adapter.lorawan.chirpstack;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import si.paka.adapter.lorawan.DownlinkProgress;

/** Keeps the steps of one downlink. */
final class TestProgress implements DownlinkProgress {
    final List<Step> steps = new CopyOnWriteArrayList<>();
    final List<String> details = new CopyOnWriteArrayList<>();

    @Override
    public void reached(Step step, String detail, Instant at) {
        steps.add(step);
        details.add(detail);
    }
}
