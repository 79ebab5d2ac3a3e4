package si.paka.journal;

import java.nio.file.Path;
import java.time.Clock;

/** A process that appends until it is killed, and prints each position once it has been acknowledged. */
final class KilledJournal {
    private KilledJournal() {}

    public static void main(String[] args) throws Exception {
        JournalRoom room = JournalRoom.open(Path.of(args[0]), JournalSettings.DEFAULT, Clock.systemUTC());
        for (int i = 0; ; i++) {
            long at = room.append(i % 5 == 0 ? Samples.audited() : Samples.accepted(i));
            room.synced(at).thenRun(() -> System.out.println(at));
            if (i % 20 == 0) {
                String value = Long.toString(at);
                room.put("kill", "latest", value.getBytes("UTF-8"))
                        .thenRun(() -> System.out.println("state " + value))
                        .join();
            }
        }
    }
}
