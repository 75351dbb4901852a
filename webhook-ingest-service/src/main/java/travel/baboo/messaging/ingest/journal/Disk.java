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
 * What the journal does with files. One door to the disk, so that a test can let any step of it fail.
 *
 * <p>A new, renamed or deleted name is durable only once its folder is forced as well; data is durable once its channel is forced.
 */
interface Disk {

    /** The operating system's. */
    Disk REAL = FileChannel::open;

    FileChannel open(Path file, OpenOption... options) throws IOException;

    /** How long the journal waits after a failure before it tries the disk again. */
    default Duration retryDelay() {
        return Duration.ofSeconds(1);
    }

    /** Makes the names in a folder durable. */
    default void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Creates the folder and those above it that do not exist, and makes the name of each durable. */
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
