package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Wall clocks of processes that can be shifted while they run, by the library libfaketime (Debian's package {@code faketime}): it is
 * preloaded and reads the offset from a file. Monotonic clocks are left alone, as on a machine whose time is set. Source: libfaketime's
 * README, {@code FAKETIME_TIMESTAMP_FILE}, {@code FAKETIME_CACHE_DURATION} and {@code FAKETIME_DONT_FAKE_MONOTONIC}.
 */
final class ShiftableClocks {

    private static final List<Path> LIBRARIES = List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"));

    /** The variant for programs with threads. */
    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private static final int READ_EVERY_SECONDS = 1;

    private final Path library;
    private final Path directory;

    private ShiftableClocks(Path library, Path directory) {
        this.library = library;
        this.directory = directory;
    }

    /**
     * Empty on a machine without the library.
     *
     * @param directory for the offsets
     */
    static Optional<ShiftableClocks> find(Path directory) throws IOException {
        for (Path folder : LIBRARIES) {
            Optional<Path> library = findIn(folder);
            if (library.isPresent()) {
                Files.createDirectories(directory);
                return Optional.of(new ShiftableClocks(library.get(), directory));
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> findIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        // Debian's folder lies in that of the architecture, others' beside the libraries.
        try (Stream<Path> within = Files.list(folder)) {
            return Stream.concat(Stream.of(folder), within)
                    .map(each -> each.resolve(LIBRARY))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }
    }

    /** The environment of a process whose clock is right until it is shifted. */
    Map<String, String> environment(String name) throws IOException {
        write(name, Duration.ZERO);
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file(name).toString(),
                "FAKETIME_CACHE_DURATION", Integer.toString(READ_EVERY_SECONDS),
                "FAKETIME_DONT_FAKE_MONOTONIC", "1");
    }

    /** Returns when the process has read the offset. */
    void shift(String name, Duration shift) throws IOException, InterruptedException {
        write(name, shift);
        Thread.sleep(Duration.ofSeconds(READ_EVERY_SECONDS).toMillis());
    }

    private void write(String name, Duration shift) throws IOException {
        Path next = directory.resolve(name + ".next");
        Files.writeString(next, "%+d".formatted(shift.toSeconds()));
        Files.move(next, file(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
