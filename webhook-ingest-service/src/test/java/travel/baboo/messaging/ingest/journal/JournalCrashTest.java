package travel.baboo.messaging.ingest.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.sandbox.embedded.JavaCommand;

/**
 * Kills a writing process at random moments, over and over on the same journal, and damages the journal's end now and then.
 * Runs for some seconds; {@code -Dcrash.rounds=200} makes it go that many rounds, {@code -Dcrash.seed=…} repeats its dice.
 */
class JournalCrashTest {

    private static final Duration SHORT = Duration.ofSeconds(15);

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Set<String> acknowledged = new LinkedHashSet<>();

    @TempDir
    Path folder;

    @Test
    void everythingAcknowledgedIsReadBackOnceAndInOrderHoweverTheProcessEnds() throws Exception {
        int rounds = Integer.getInteger("crash.rounds", Integer.MAX_VALUE);
        long end = System.nanoTime() + SHORT.toNanos();
        int total = 0;
        int round = 0;
        for (; rounds == Integer.MAX_VALUE ? System.nanoTime() < end : round < rounds; round++) {
            List<String> fresh = writeAndKill(round);
            total += fresh.size();
            acknowledged.addAll(fresh);
            if (random.nextInt(3) == 0) {
                acknowledged.removeAll(damageTheEnd());
            }
            readBack("seed %d, round %d".formatted(seed, round));
        }
        System.out.printf("Crash test: %d kills, %d records acknowledged, seed %d%n", round, total, seed);
        assertThat(total).as("records acknowledged in all").isPositive();
    }

    /** Some processes die while they write, some while they recover. */
    private List<String> writeAndKill(int round) throws IOException, InterruptedException {
        Path output = folder.resolve("acknowledged-" + round);
        Process process = new ProcessBuilder(JavaCommand.ofMainClass(
                        List.of(),
                        CrashingWriter.class.getName(),
                        List.of(folder.resolve("journal").toString(), Integer.toString(round))))
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors-" + round).toFile())
                .start();
        if (random.nextInt(5) == 0) {
            process.waitFor(100 + random.nextInt(400), TimeUnit.MILLISECONDS);
        } else {
            while (Files.size(output) == 0 && process.isAlive()) {
                Thread.onSpinWait();
            }
            process.waitFor(random.nextInt(120), TimeUnit.MILLISECONDS);
        }
        assertThat(process.isAlive())
                .as(() -> "the writer died by itself: " + errors(round))
                .isTrue();
        process.destroyForcibly().waitFor();
        String text = Files.readString(output);
        List<String> ids = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        Files.delete(output);
        return ids;
    }

    private String errors(int round) {
        try {
            return Files.readString(folder.resolve("errors-" + round));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Cuts off or overwrites the last bytes that were written; says whose they were. */
    private List<String> damageTheEnd() throws IOException {
        Path journal = folder.resolve("journal");
        List<Segment> segments = Files.isDirectory(journal) ? Segment.list(journal) : List.of();
        Map<String, Long> endsOfRecords = new LinkedHashMap<>();
        long end = 0;
        Path newest = journal;
        for (int i = segments.size() - 1; i >= 0 && end == 0; i--) {
            newest = segments.get(i).file();
            try (SegmentReader reader = new SegmentReader(segments.get(i), (segment, from, to) -> {}, Disk.REAL)) {
                for (JournalRecord record = reader.next(); record != null; record = reader.next()) {
                    end = reader.offset();
                    endsOfRecords.put(id(record), end);
                }
            }
        }
        if (end == 0) {
            return List.of();
        }
        long from = Math.max(0, end - 1 - random.nextInt(1_500));
        try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
            if (random.nextBoolean()) {
                file.setLength(from);
            } else {
                byte[] bytes = new byte[(int) (end - from)];
                file.seek(from);
                file.readFully(bytes);
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] ^= (byte) 0xFF;
                }
                file.seek(from);
                file.write(bytes);
            }
        }
        List<String> damaged = new ArrayList<>();
        endsOfRecords.forEach((id, endOfRecord) -> {
            if (endOfRecord > from) {
                damaged.add(id);
            }
        });
        return damaged;
    }

    private void readBack(String when) throws IOException {
        List<String> read = new ArrayList<>();
        try (Journal journal = Journal.open(
                JournalSettings.of(folder.resolve("journal"), CrashingWriter.SEGMENT_SIZE, CrashingWriter.MAX_SIZE),
                (records, nanos) -> {})) {
            List<Long> sequences = new ArrayList<>();
            try (JournalReader reader = journal.reader()) {
                for (var record = reader.next(); record.isPresent(); record = reader.next()) {
                    read.add(id(record.get()));
                    sequences.add(record.get().sequence());
                }
            }
            assertThat(read).as(when).doesNotHaveDuplicates().containsAll(acknowledged);
            assertThat(journal.quarantined()).as(when).isZero();
            assertOrderPerKey(read, when);
            if (random.nextInt(3) == 0) {
                int part = random.nextInt(read.size() + 1);
                journal.published(part == 0 ? 0 : sequences.get(part - 1));
                read.subList(0, part).forEach(acknowledged::remove);
            }
        }
    }

    private static void assertOrderPerKey(List<String> ids, String when) {
        Map<String, List<int[]>> byKey = new LinkedHashMap<>();
        for (String id : ids) {
            String[] parts = id.split(":", 3);
            byKey.computeIfAbsent(parts[0], key -> new ArrayList<>())
                    .add(new int[] {Integer.parseInt(parts[1]), Integer.parseInt(parts[2])});
        }
        byKey.forEach((key, order) -> assertThat(order)
                .as("%s, %s", when, key)
                .isSortedAccordingTo(Comparator.<int[]>comparingInt(id -> id[0]).thenComparingInt(id -> id[1])));
    }

    private static String id(JournalRecord record) {
        return new String(record.payload(), UTF_8).split(" ", 2)[0];
    }
}
