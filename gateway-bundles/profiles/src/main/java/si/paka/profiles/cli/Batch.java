package si.paka.profiles.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import si.paka.profiles.codec.CodecHost;

/** Answers the lines of a file, one line each, in their order, several at a time. Nothing that a line asks for ends the others. */
final class Batch {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AHEAD = 256;

    private final CodecHost codecs;
    private final PrintStream out;
    private final Deque<Future<String>> waiting = new ArrayDeque<>();

    Batch(CodecHost codecs, PrintStream out) {
        this.codecs = codecs;
        this.out = out;
    }

    void run(Path file) throws IOException {
        int threads = Math.max(1, Math.min(4, Runtime.getRuntime().availableProcessors()));
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        // what is no UTF-8 is replaced, and then the line is no JSON or names no file
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String text = line;
                waiting.add(workers.submit(() -> answer(text)));
                if (waiting.size() > AHEAD) {
                    print(waiting.remove());
                }
            }
            while (!waiting.isEmpty()) {
                print(waiting.remove());
            }
        } finally {
            workers.shutdownNow();
            out.flush();
        }
    }

    private String answer(String line) {
        try {
            return new DecodeRequest(JSON.readTree(line)).answer(codecs);
        } catch (JsonProcessingException e) {
            return DecodeRequest.errors("the line is no JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            return DecodeRequest.errors(String.valueOf(e.getMessage()));
        }
    }

    private void print(Future<String> answer) {
        try {
            out.println(answer.get());
        } catch (ExecutionException e) { // a defect of ours must not cost the other lines
            out.println(DecodeRequest.errors(String.valueOf(e.getCause())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.println(DecodeRequest.errors("interrupted"));
        }
    }
}
