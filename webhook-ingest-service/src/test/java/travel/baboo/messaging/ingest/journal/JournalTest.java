package travel.baboo.messaging.ingest.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final int SEGMENT = 16 * 1024;

    @TempDir
    Path directory;

    @Test
    void whatWasAppendedIsReadBackInOrderAcrossSegments() throws IOException {
        List<String> texts = texts(2_000);
        try (Journal journal = open()) {
            append(journal, texts);
            assertThat(Segment.list(directory)).hasSizeGreaterThan(1);
            assertThat(readAll(journal)).isEqualTo(texts);
        }
    }

    @Test
    void everythingIsThereAgainAfterAReopening() throws IOException {
        List<String> first = texts(50);
        try (Journal journal = open()) {
            append(journal, first);
        }
        try (Journal journal = open()) {
            assertThat(readAll(journal)).isEqualTo(first);
            append(journal, List.of("later"));
            assertThat(readAll(journal)).hasSize(51).last().isEqualTo("later");
        }
    }

    @Test
    void whatHasBeenPublishedIsNotReadAgainAndGivesItsSpaceBack() throws IOException {
        List<String> texts = texts(2_000);
        try (Journal journal = open()) {
            append(journal, texts);
            long before = journal.sizeOnDisk();
            journal.published(1_990);
            assertThat(readAll(journal)).isEqualTo(texts.subList(1_990, 2_000));
            assertThat(journal.sizeOnDisk()).isLessThan(before / 2);
        }
        try (Journal journal = open()) {
            assertThat(readAll(journal)).isEqualTo(texts.subList(1_990, 2_000));
        }
    }

    @Test
    void aSecondProcessCannotOpenTheSameJournal() throws IOException {
        try (Journal journal = open()) {
            assertThat(journal.healthy()).isTrue();
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("Another instance");
        }
    }

    @Test
    void aTornTailIsCutAtTheLastWholeRecordAndKeptAside() throws IOException {
        List<String> texts = texts(20);
        for (int lost = 1; lost < 60; lost += 4) {
            try (Journal journal = open()) {
                append(journal, texts);
            }
            Segment segment =
                    Segment.list(directory).get(Segment.list(directory).size() - 1);
            tear(segment, lost);
            try (Journal journal = open()) {
                assertThat(readAll(journal))
                        .as("last %d bytes lost", lost)
                        .startsWith("0")
                        .isSubsetOf(texts);
                assertThat(readAll(journal).size()).isBetween(17, 19);
                journal.published(journal.durableSequence());
            }
            for (Segment old : Segment.list(directory)) {
                Files.delete(old.file());
            }
            Files.delete(directory.resolve("published"));
        }
        assertThat(directory.resolve("quarantine")).isNotEmptyDirectory();
    }

    @Test
    void aCorruptRecordInTheMiddleIsPutAsideAndTheRestGoesOn() throws IOException {
        List<String> texts = texts(100);
        try (Journal journal = open()) {
            append(journal, texts);
        }
        Segment segment = Segment.list(directory).get(0);
        try (RandomAccessFile file = new RandomAccessFile(segment.file().toFile(), "rw")) {
            file.seek(40 * 24);
            file.write(0xFF);
        }
        try (Journal journal = open()) {
            List<String> read = readAll(journal);
            assertThat(read).hasSizeBetween(98, 99).isSubsetOf(texts).last().isEqualTo("99");
            assertThat(journal.quarantined()).isEqualTo(1);
        }
    }

    @Test
    void aFullJournalRefusesAndTakesAgainOnceSpaceIsFree() throws Exception {
        try (Journal journal = Journal.open(config(3 * SEGMENT), (records, nanos) -> {})) {
            List<CompletableFuture<Long>> taken = new ArrayList<>();
            CompletableFuture<Long> last;
            do {
                last = journal.append(new byte[1_000]);
                taken.add(last);
            } while (!fails(last));
            assertThat(journal.healthy()).isFalse();
            assertThatThrownBy(last::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(JournalUnavailableException.class);
            assertThat(readAll(journal)).hasSize(taken.size() - 1);
            journal.published(journal.durableSequence());
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (!journal.healthy() && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(journal.append("again".getBytes(UTF_8)).join()).isPositive();
        }
    }

    @Test
    void aFullJournalThatIsNeverLeftAloneTakesAgainOnceSpaceIsFree() throws Exception {
        try (Journal journal = Journal.open(config(3 * SEGMENT), (records, nanos) -> {})) {
            while (!fails(journal.append(new byte[1_000]))) {
                assertThat(journal.healthy()).isTrue();
            }
            journal.published(journal.durableSequence());
            long deadline = System.nanoTime() + 10_000_000_000L;
            boolean taken = false;
            while (!taken && System.nanoTime() < deadline) {
                taken = !fails(journal.append(new byte[1_000]));
            }
            assertThat(taken).as("taken while being asked without a pause").isTrue();
        }
    }

    @Test
    void whatIsCorruptAtTheEndOfAnOlderSegmentIsPutAsideToo() throws IOException {
        List<String> texts = texts(2_000);
        try (Journal journal = open()) {
            append(journal, texts);
        }
        Segment first = Segment.list(directory).get(0);
        try (SegmentReader reader = new SegmentReader(first, (where, from, to) -> {}, Disk.REAL);
                RandomAccessFile file = new RandomAccessFile(first.file().toFile(), "rw")) {
            while (reader.next() != null) {
                assertThat(reader.offset()).isPositive();
            }
            file.seek(reader.offset() - 1);
            file.write(0xFF);
        }
        try (Journal journal = open()) {
            assertThat(readAll(journal)).hasSize(1_999).isSubsetOf(texts).last().isEqualTo("1999");
            assertThat(journal.quarantined()).isEqualTo(1);
        }
    }

    @Test
    void aHoleOfZerosHidesNothingBehindIt() throws IOException {
        List<String> texts = texts(100);
        try (Journal journal = open()) {
            append(journal, texts);
        }
        try (RandomAccessFile file =
                new RandomAccessFile(Segment.list(directory).get(0).file().toFile(), "rw")) {
            file.seek(400);
            file.write(new byte[200]);
        }
        try (Journal journal = open()) {
            assertThat(readAll(journal))
                    .hasSizeBetween(85, 95)
                    .isSubsetOf(texts)
                    .contains("0", "99");
            assertThat(journal.quarantined()).isEqualTo(1);
        }
        try (Journal journal = open()) {
            assertThat(journal.quarantined()).as("still there for a person").isEqualTo(1);
        }
    }

    @Test
    void aRecordThatCanNeverLeaveIsPutAsideAsItIs() throws IOException {
        try (Journal journal = open()) {
            append(journal, List.of("stone"));
            try (JournalReader reader = journal.reader()) {
                journal.refuse(reader.next().orElseThrow(), "TooHeavy");
            }
            assertThat(journal.quarantined()).isEqualTo(1);
        }
        assertThat(directory.resolve("quarantine/refused-0000000000000001")).hasContent("stone");
    }

    @Test
    void aLimitThatDoesNotHoldTwoSegmentsIsRefusedAtStart() {
        assertThatThrownBy(() -> Journal.open(config(SEGMENT), (records, nanos) -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-size");
    }

    /** What a crash leaves of a very large segment: zeros that were taken on disk beforehand, more than an array can hold. */
    @Test
    void theUnusedRestOfASegmentIsNeverReadWhole() throws Exception {
        try (Journal journal = open()) {
            append(journal, List.of("before"));
        }
        Path segment = Segment.list(directory).get(0).file();
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(Integer.MAX_VALUE + 100_000L);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();

        try (Journal journal = open()) {
            assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(16 << 20);
            assertThat(readAll(journal)).containsExactly("before");
        }
        assertThat(Files.size(segment)).isLessThan(1_000);
    }

    @Test
    void aCleanEndLeavesNothingToLookThrough() throws Exception {
        try (Journal journal = open()) {
            append(journal, List.of("before"));
            assertThat(journal.sizeOnDisk()).isGreaterThanOrEqualTo(SEGMENT);
        }
        assertThat(Segment.totalSize(directory)).isLessThan(1_000);
    }

    @Test
    void concurrentWritersShareGroupsAndLoseNothing() throws Exception {
        List<Integer> groups = new ArrayList<>();
        try (Journal journal = Journal.open(config(1 << 30), (records, nanos) -> groups.add(records))) {
            List<Thread> writers = IntStream.range(0, 8)
                    .mapToObj(writer -> new Thread(() -> {
                        for (int i = 0; i < 200; i++) {
                            journal.append((writer + ":" + i).getBytes(UTF_8)).join();
                        }
                    }))
                    .toList();
            writers.forEach(Thread::start);
            for (Thread writer : writers) {
                writer.join();
            }
            List<String> read = readAll(journal);
            assertThat(read).hasSize(1_600).doesNotHaveDuplicates();
            for (int writer = 0; writer < 8; writer++) {
                String prefix = writer + ":";
                assertThat(read.stream().filter(text -> text.startsWith(prefix)))
                        .containsExactlyElementsOf(IntStream.range(0, 200)
                                .mapToObj(i -> prefix + i)
                                .toList());
            }
            assertThat(groups.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1_600);
        }
    }

    private static void tear(Segment segment, int lost) throws IOException {
        try (SegmentReader reader = new SegmentReader(segment, (where, from, to) -> {}, Disk.REAL);
                RandomAccessFile file = new RandomAccessFile(segment.file().toFile(), "rw")) {
            while (reader.next() != null) {
                assertThat(reader.offset()).isPositive();
            }
            file.setLength(reader.offset() - lost);
        }
    }

    private static boolean fails(CompletableFuture<Long> append) {
        return append.handle((sequence, failure) -> failure != null).join();
    }

    private Journal open() throws IOException {
        return Journal.open(config(1 << 30), (records, nanos) -> {});
    }

    private JournalConfig config(long maxSize) {
        return JournalSettings.of(directory, SEGMENT, maxSize);
    }

    private static List<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static void append(Journal journal, List<String> texts) {
        for (int from = 0; from < texts.size(); from += 100) {
            texts.subList(from, Math.min(from + 100, texts.size())).stream()
                    .map(text -> journal.append(text.getBytes(UTF_8)))
                    .toList()
                    .forEach(CompletableFuture::join);
        }
    }

    private static List<String> readAll(Journal journal) throws IOException {
        List<String> texts = new ArrayList<>();
        try (JournalReader reader = journal.reader()) {
            for (Optional<JournalRecord> record = reader.next(); record.isPresent(); record = reader.next()) {
                texts.add(new String(record.get().payload(), UTF_8));
            }
        }
        return texts;
    }
}
