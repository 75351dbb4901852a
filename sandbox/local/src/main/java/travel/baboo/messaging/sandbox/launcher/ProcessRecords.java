package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The stack's processes on disk, one small file each, so that another launcher can show them or clean them up. */
final class ProcessRecords {

    private static final String SUFFIX = ".properties";

    private final Path directory;

    ProcessRecords(Path directory) {
        this.directory = directory;
    }

    void write(ProcessRecord record) throws IOException {
        Files.createDirectories(directory);
        Path file = file(record.name());
        Path draft = file.resolveSibling(record.name() + ".draft");
        try (OutputStream stream = Files.newOutputStream(draft)) {
            record.toProperties().store(stream, null);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    void remove(String name) throws IOException {
        Files.deleteIfExists(file(name));
    }

    /** All processes, by port. */
    List<ProcessRecord> readAll() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<ProcessRecord> records = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(SUFFIX)).toList()) {
                records.add(read(file));
            }
        }
        records.sort(Comparator.comparing(ProcessRecord::port));
        return records;
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }

    private static ProcessRecord read(Path file) throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = Files.newInputStream(file)) {
            properties.load(stream);
        }
        try {
            return ProcessRecord.from(properties);
        } catch (RuntimeException e) {
            throw new IOException("Not a process record: " + file, e);
        }
    }
}
