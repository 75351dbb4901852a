package travel.baboo.messaging.ingest.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every write, force and truncation of the journal fails once: what was acknowledged is there all the same, and the journal recovers. */
class DiskFaultTest {

    private static final int SEGMENT = 8 * 1024;
    private static final int MAX = 4 * 1024 * 1024;
    private static final int RECORDS = 30;

    @TempDir
    Path folder;

    private final FaultyDisk disk = new FaultyDisk();

    @Test
    void whicheverStepFailsWhatWasAcknowledgedIsReadBackAndLaterRecordsAreTaken() throws Exception {
        int steps = stepsWithoutFault();
        assertThat(steps).isGreaterThan(RECORDS);
        for (int failAt = 1; failAt <= steps; failAt += 1 + failAt / 12) {
            for (int failures : new int[] {1, 4}) {
                failAndReadBack(failAt, failures);
            }
        }
    }

    @Test
    void aFailureWhileOpeningIsReportedAndTheNextOpeningFindsEverything() throws Exception {
        Path directory = folder.resolve("opened");
        try (Journal journal = open(directory, Disk.REAL)) {
            journal.append("before".getBytes(UTF_8)).join();
        }
        int opened = 0;
        for (int failAt = 1; failAt <= 12; failAt++) {
            disk.failAt(failAt, 1);
            try (Journal journal = open(directory, disk)) {
                opened++;
                disk.recover();
                assertThat(readAll(journal)).contains("before");
            } catch (IOException expected) {
                assertThat(expected).hasMessageMatching("Input/output error|No space left on device");
            }
            disk.recover();
            try (Journal journal = open(directory, Disk.REAL)) {
                assertThat(readAll(journal)).contains("before");
            }
        }
        assertThat(opened).isLessThan(12);
    }

    private int stepsWithoutFault() throws Exception {
        disk.failAt(Integer.MAX_VALUE, 0);
        try (Journal journal = open(folder.resolve("without"), disk)) {
            write(journal, "without", new ArrayList<>());
        }
        return disk.steps();
    }

    private void failAndReadBack(int failAt, int failures) throws Exception {
        String name = failAt + "-" + failures;
        Path directory = folder.resolve(name);
        Files.createDirectories(directory);
        List<String> acknowledged = new ArrayList<>();
        disk.recover();
        try (Journal journal = open(directory, disk)) {
            disk.failAt(failAt, failures);
            write(journal, name, acknowledged);
            disk.recover();
            awaitTaken(journal, acknowledged);
            assertThat(readAll(journal)).as("step %s, the same process", name).containsAll(acknowledged);
        }
        try (Journal journal = open(directory, Disk.REAL)) {
            assertThat(readAll(journal)).as("step %s, after a restart", name).containsAll(acknowledged);
            if (failures == 1) {
                assertThat(journal.quarantined()).as("step %s", name).isZero();
            }
        }
    }

    private static void write(Journal journal, String name, List<String> acknowledged) {
        for (int i = 0; i < RECORDS; i++) {
            append(journal, name + "/" + i + " " + "x".repeat(500), acknowledged);
        }
    }

    private static void append(Journal journal, String text, List<String> acknowledged) {
        try {
            journal.append(text.getBytes(UTF_8)).join();
            acknowledged.add(text);
        } catch (CompletionException refused) {
            assertThat(refused).hasCauseInstanceOf(JournalUnavailableException.class);
        }
    }

    /** It tries the disk again after a short while. */
    private static void awaitTaken(Journal journal, List<String> acknowledged) throws InterruptedException {
        int before = acknowledged.size();
        for (int i = 0; acknowledged.size() == before; i++) {
            assertThat(i).as("the journal takes records again").isLessThan(600);
            append(journal, "after " + i, acknowledged);
            Thread.sleep(acknowledged.size() == before ? 5 : 0);
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

    private static Journal open(Path directory, Disk disk) throws IOException {
        return Journal.open(JournalSettings.of(directory, SEGMENT, MAX), (records, nanos) -> {}, disk);
    }
}
