package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The quarantine as operators see it, with or without the running service: list, show, mark for re-injection, drop.
 *
 * <p>A marked item stays in a separate folder until the journal's owner has appended it again. Nothing is deleted
 * before the record is durable elsewhere, so that a crash in between publishes it twice rather than never.
 */
public final class QuarantineFolder {

    private static final Pattern NAME = Pattern.compile("(?:refused|corrupt|torn)-[A-Za-z0-9.-]{1,100}");
    private static final String MARKED = "reinject";
    private static final String DROPPED = "dropped.log";

    private final Path directory;
    private final Path marked;
    private final Clock clock;

    /** @param journalDirectory the journal's folder */
    public QuarantineFolder(Path journalDirectory, Clock clock) {
        this.directory = journalDirectory.resolve(Quarantine.FOLDER);
        this.marked = directory.resolve(MARKED);
        this.clock = clock;
    }

    /** The items in quarantine, by name. */
    public List<QuarantinedItem> list() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .flatMap(name -> find(name).stream())
                    .toList();
        }
    }

    /** An item; empty if there is none with this name. */
    public Optional<QuarantinedItem> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        Path file = directory.resolve(name);
        try {
            return Optional.of(new QuarantinedItem(
                    name,
                    name.substring(0, name.indexOf('-')),
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant(),
                    name.startsWith(Quarantine.REFUSED)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Number of items that need an operator. */
    public long count() throws IOException {
        return list().stream()
                .filter(item -> !item.name().startsWith(Quarantine.TORN))
                .count();
    }

    /** The item's bytes; of a refused one, the journal record's payload. */
    public byte[] read(QuarantinedItem item) throws IOException {
        return Files.readAllBytes(directory.resolve(item.name()));
    }

    /**
     * Marks a refused record for re-injection into the journal.
     *
     * @throws IllegalArgumentException if the item is not a record
     */
    public void mark(QuarantinedItem item) throws IOException {
        if (!item.reinjectable()) {
            throw new IllegalArgumentException(item.name() + " is no whole record: it cannot be re-injected");
        }
        Disk.REAL.createDirectories(marked);
        Files.move(directory.resolve(item.name()), marked.resolve(item.name()));
        Disk.REAL.forceDirectory(marked);
        Disk.REAL.forceDirectory(directory);
    }

    /** Deletes an item; a line in {@code dropped.log} records when and why. */
    public void drop(QuarantinedItem item, String reason) throws IOException {
        String line = "%s %s bytes=%d %s%n"
                .formatted(clock.instant(), item.name(), item.bytes(), reason.replaceAll("\\s+", " "));
        Files.writeString(
                directory.resolve(DROPPED),
                line,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.SYNC);
        Files.deleteIfExists(directory.resolve(item.name()));
        Disk.REAL.forceDirectory(directory);
    }

    /**
     * Appends marked items to the journal. Only for the process that owns the journal.
     *
     * @return the number of appended records
     * @throws JournalUnavailableException if the journal does not accept them; the rest stays marked
     */
    public int reinjectMarked(Journal journal) throws IOException {
        if (!Files.isDirectory(marked)) {
            return 0;
        }
        int appended = 0;
        List<Path> files;
        try (Stream<Path> found = Files.list(marked)) {
            files = found.sorted().toList();
        }
        for (Path file : files) {
            append(journal, file);
            appended++;
        }
        return appended;
    }

    private static void append(Journal journal, Path file) throws IOException {
        byte[] payload;
        try {
            payload = Files.readAllBytes(file);
        } catch (NoSuchFileException gone) {
            return;
        }
        journal.appendAndWait(payload);
        Files.deleteIfExists(file);
        Disk.REAL.forceDirectory(file.resolveSibling("."));
    }
}
