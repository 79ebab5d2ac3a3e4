package si.paka.simulators.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import si.paka.simulators.gateway.Product;

/** {@link BareLoop} as a process, with the product's own engine and Java flags like the product's. */
final class BareLoopProcess implements AutoCloseable {
    private final Process process;

    private BareLoopProcess(Process process) {
        this.process = process;
    }

    static BareLoopProcess start(Product product, String south, String north, Path codec) throws IOException {
        String classPath = System.getProperty("java.class.path")
                + ":" + product.folder().resolve("lib") + "/*:"
                + product.folder().resolve("bundles") + "/*";
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx192m",
                        "-XX:CICompilerCount=2",
                        "-cp",
                        classPath,
                        BareLoop.class.getName(),
                        south,
                        north,
                        codec.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line = process.inputReader().readLine();
        if (!"ready".equals(line)) {
            process.destroyForcibly();
            throw new IOException("the bare loop did not start: " + line);
        }
        return new BareLoopProcess(process);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
