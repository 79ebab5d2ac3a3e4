package si.paka.simulators.demo;

import java.nio.file.Path;

/**
 * What the demo was told.
 *
 * @param home made anew by each run
 * @param pace 0.1..100
 */
record DemoOptions(Path home, double pace, long seed) {
    static DemoOptions parse(String[] args) {
        Path home = Path.of("simulators/target/demo-home");
        double pace = 1;
        long seed = 7;
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length) {
                throw new IllegalArgumentException("expected a value after " + args[i]);
            }
            switch (args[i]) {
                case "--home" -> home = Path.of(args[i + 1]);
                case "--pace" -> pace = Double.parseDouble(args[i + 1]);
                case "--seed" -> seed = Long.parseLong(args[i + 1]);
                default ->
                    throw new IllegalArgumentException(
                            "the demo does not know \"" + args[i] + "\", expected --home DIR, --pace N or --seed N");
            }
        }
        return new DemoOptions(home.toAbsolutePath().normalize(), pace, seed);
    }
}
