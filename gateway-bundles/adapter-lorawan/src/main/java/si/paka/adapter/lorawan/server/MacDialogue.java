package si.paka.adapter.lorawan.server;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import si.paka.adapter.lorawan.mac.MacCommand;

/**
 * What server and device still have to tell each other in MAC commands. Answers go once, with the next downlink; a request goes again
 * with later ones until it is answered, five times at most. Used by the server's thread only.
 */
final class MacDialogue {
    private static final int MOST_TRIES = 5;

    private static final class Request {
        final MacCommand.Down command;
        int tries;
        boolean open;

        Request(MacCommand.Down command) {
            this.command = command;
        }
    }

    private final List<MacCommand.Down> answers = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();

    /** For the next downlink. */
    void answer(MacCommand.Down answer) {
        answers.add(answer);
    }

    /** A new uplink has come: answers to the one before are too late, and requests it did not answer go again. */
    void nextUplink() {
        answers.clear();
        requests.forEach(request -> request.open = false);
    }

    /** Asks, unless the same is asked already; another request of the same kind is replaced. */
    void ask(MacCommand.Down command) {
        for (Request request : requests) {
            if (request.command.equals(command)) {
                return;
            }
        }
        boolean oneOfKind = !(command instanceof MacCommand.NewChannelReq);
        if (oneOfKind) {
            requests.removeIf(request -> request.command.getClass() == command.getClass());
        }
        requests.add(new Request(command));
    }

    /** The request that this kind of answer belongs to: the first of its kind that was sent. It is done with. */
    <T extends MacCommand.Down> Optional<T> answered(Class<T> kind) {
        for (Iterator<Request> each = requests.iterator(); each.hasNext(); ) {
            Request request = each.next();
            if (kind.isInstance(request.command) && request.tries > 0) {
                each.remove();
                return Optional.of(kind.cast(request.command));
            }
        }
        return Optional.empty();
    }

    /** Whether something should go down even if nothing else does. */
    boolean hasSomething() {
        return !answers.isEmpty() || requests.stream().anyMatch(MacDialogue::isDue);
    }

    private static boolean isDue(Request request) {
        return !request.open && request.tries < MOST_TRIES;
    }

    /** What fits, answers first. Nothing is marked yet. */
    List<MacCommand.Down> peek(int room) {
        List<MacCommand.Down> chosen = new ArrayList<>();
        int left = room;
        for (MacCommand.Down answer : answers) {
            if (answer.size() <= left) {
                chosen.add(answer);
                left -= answer.size();
            }
        }
        for (Request request : requests) {
            if (isDue(request) && request.command.size() <= left) {
                chosen.add(request.command);
                left -= request.command.size();
            }
        }
        return chosen;
    }

    /** They go out now. */
    void sent(List<MacCommand.Down> commands) {
        answers.removeAll(commands);
        for (Request request : requests) {
            if (commands.contains(request.command)) {
                request.tries++;
                request.open = true;
            }
        }
    }
}
