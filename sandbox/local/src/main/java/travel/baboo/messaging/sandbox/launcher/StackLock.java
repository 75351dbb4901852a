package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets one launcher at a time run the stack of a folder. The lock is the operating system's, so it goes with its process; the file
 * also names the holder, and is removed on release.
 */
final class StackLock implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;

    private StackLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** The lock with the holder written in it, or empty when someone else has it. */
    static Optional<StackLock> tryAcquire(Path file, LockHolder holder) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null || !Files.exists(file)) {
            channel.close();
            return Optional.empty();
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(holder.toText().getBytes(StandardCharsets.UTF_8)));
        channel.force(true);
        return Optional.of(new StackLock(file, channel));
    }

    /** Who holds the lock at this moment. */
    static Optional<LockHolder> findHolder(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (tryLock(channel) != null) {
                return Optional.empty();
            }
            return LockHolder.parse(Files.readString(file));
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }
}
