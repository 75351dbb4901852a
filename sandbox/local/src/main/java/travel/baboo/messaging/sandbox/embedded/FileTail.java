package travel.baboo.messaging.sandbox.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the end of a log file without reading the rest, so that a report on a dead process can show its last words. */
public final class FileTail {

    private static final long LONGEST_TAIL_BYTES = 64 * 1024L;

    private FileTail() {}

    /** The last lines of a file, oldest first; empty when there is no such file. */
    public static List<String> lastLines(Path file, int count) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long start = Math.max(0, log.length() - LONGEST_TAIL_BYTES);
            byte[] end = new byte[(int) (log.length() - start)];
            log.seek(start);
            log.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        }
    }
}
