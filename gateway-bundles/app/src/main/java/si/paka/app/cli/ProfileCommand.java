package si.paka.app.cli;

import si.paka.profiles.cli.ProfileCommands;

/** {@code paka profile}: tries device profiles and codecs without a gateway. */
public final class ProfileCommand {
    private ProfileCommand() {}

    public static int run(String[] args) {
        return new ProfileCommands().run(args, System.out, System.err);
    }
}
