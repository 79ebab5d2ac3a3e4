package si.paka.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a home to one gateway: {@code data/paka.lock} is locked while it runs, and the system lets go when the process ends. */
final class HomeLock implements AutoCloseable {
    private final FileChannel file;

    private HomeLock(FileChannel file) {
        this.file = file;
    }

    /** @throws IOException in one line, if another gateway has this home */
    static HomeLock take(Path home) throws IOException {
        FileChannel file =
                FileChannel.open(home.resolve("data/paka.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock != null) {
                return new HomeLock(file);
            }
        } catch (OverlappingFileLockException e) {
            // the same process has it already; told below like any other
        } catch (IOException e) {
            file.close();
            throw e;
        }
        file.close();
        throw new IOException(
                "another gateway runs with home " + home + "; stop it first, or give this one its own --home");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
