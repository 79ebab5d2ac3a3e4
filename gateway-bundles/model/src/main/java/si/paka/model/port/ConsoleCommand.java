package si.paka.model.port;

import java.util.List;

/**
 * What one part of the gateway answers on the local command line, {@code paka <name> <words>}. A component that has something to say
 * serves one. Whoever asks acts as {@code local}, with all rights.
 */
public interface ConsoleCommand {
    /** First word, {@code [a-z]+}. */
    String name();

    /**
     * Runs it; may take some seconds, on the console's thread.
     *
     * @return maps, lists, texts and numbers
     * @throws IllegalArgumentException saying what is wrong with the words
     */
    Object run(List<String> words) throws InterruptedException;
}
