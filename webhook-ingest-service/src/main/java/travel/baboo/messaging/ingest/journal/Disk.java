package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The journal's file operations behind one interface, so that tests can make each fail.
 *
 * <p>A new, renamed or deleted name is durable only after its folder is synced; data is durable after its channel is synced.
 */
interface Disk {

    /** The real file system. */
    Disk REAL = FileChannel::open;

    FileChannel open(Path file, OpenOption... options) throws IOException;

    /** How long the journal waits after a failure before it retries. */
    default Duration retryDelay() {
        return Duration.ofSeconds(1);
    }

    /** Makes the names in a folder durable. */
    default void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Creates the folder and its missing parents, and makes their names durable. */
    default void createDirectories(Path directory) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path path = directory.toAbsolutePath(); path != null && !Files.exists(path); path = path.getParent()) {
            missing.push(path);
        }
        Files.createDirectories(directory);
        for (Path created : missing) {
            forceDirectory(created.resolveSibling("."));
        }
    }

    /** Renames a file within its folder and makes the new name durable. */
    default void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        forceDirectory(to.resolveSibling("."));
    }
}
