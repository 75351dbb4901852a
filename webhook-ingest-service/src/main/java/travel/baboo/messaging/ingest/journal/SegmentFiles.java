package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/** The journal's segments, oldest first, cached so that checkpoints do not list the folder. One thread adds, one deletes. */
final class SegmentFiles {

    private final Path directory;
    private final Deque<Segment> segments;

    /** Starts with the segments in the folder. */
    SegmentFiles(Path directory) throws IOException {
        this.directory = directory;
        this.segments = new ConcurrentLinkedDeque<>(Segment.list(directory));
    }

    Path directory() {
        return directory;
    }

    void add(Segment segment) {
        segments.addLast(segment);
    }

    /** The second-oldest segment; null if there is none. */
    @Nullable
    Segment second() {
        return segments.stream().skip(1).findFirst().orElse(null);
    }

    void deleteFirst() throws IOException {
        Segment first = segments.removeFirst();
        Files.deleteIfExists(first.file());
    }
}
