package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of the journal, named after the lowest sequence that it may hold.
 *
 * @param firstSequence the lower bound of its records' sequences
 */
record Segment(Path directory, long firstSequence) implements Comparable<Segment> {

    private static final Pattern NAME = Pattern.compile("segment-[0-9a-f]{16}\\.log");

    Path file() {
        return directory.resolve("segment-%016x.log".formatted(firstSequence));
    }

    /** The segments in a folder, oldest first. */
    static List<Segment> list(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .map(name -> new Segment(directory, Long.parseLong(name.substring(8, 24), 16)))
                    .sorted()
                    .toList();
        }
    }

    /** Size of all segments in a folder; one deleted meanwhile counts as 0. */
    static long totalSize(Path directory) throws IOException {
        long total = 0;
        for (Segment segment : list(directory)) {
            total += sizeIfPresent(segment);
        }
        return total;
    }

    private static long sizeIfPresent(Segment segment) throws IOException {
        try {
            return segment.size();
        } catch (NoSuchFileException deleted) {
            return 0;
        }
    }

    long size() throws IOException {
        return Files.size(file());
    }

    @Override
    public int compareTo(Segment other) {
        return Long.compare(firstSequence, other.firstSequence);
    }
}
