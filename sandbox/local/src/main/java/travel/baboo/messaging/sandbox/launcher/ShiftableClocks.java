package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Wall clocks of processes that can be shifted while they run. A small library, compiled here, is preloaded into each process: it adds
 * the seconds in a file to what the C library's wall clock says. Monotonic clocks are left alone, as when a machine's time is set.
 * libfaketime does the same and costs a starting JVM ten seconds of CPU instead of none.
 */
final class ShiftableClocks {

    private static final String SOURCE = "shifted_clock.c";
    private static final Path COMPILER = Path.of("/usr/bin/cc");
    private static final Path HEADERS = Path.of("/usr/include/dlfcn.h");

    private final Path library;
    private final Path directory;

    private ShiftableClocks(Path library, Path directory) {
        this.library = library;
        this.directory = directory;
    }

    /**
     * Empty on a machine without a C compiler, or on which libraries are not preloaded by {@code LD_PRELOAD}.
     *
     * @param directory for the library and the shifts
     */
    static Optional<ShiftableClocks> find(Path directory) throws IOException {
        boolean linux = System.getProperty("os.name", "").startsWith("Linux");
        if (!linux || !Files.isExecutable(COMPILER) || !Files.exists(HEADERS)) {
            return Optional.empty();
        }
        Files.createDirectories(directory);
        return Optional.of(new ShiftableClocks(compile(directory), directory));
    }

    private static Path compile(Path directory) throws IOException {
        Path source = directory.resolve(SOURCE);
        try (InputStream text = ShiftableClocks.class.getResourceAsStream(SOURCE)) {
            Files.copy(Objects.requireNonNull(text), source, StandardCopyOption.REPLACE_EXISTING);
        }
        Path library = directory.resolve("libshifted_clock.so");
        Process compiler = new ProcessBuilder(
                        COMPILER.toString(),
                        "-shared",
                        "-fPIC",
                        "-O2",
                        "-o",
                        library.toString(),
                        source.toString(),
                        "-ldl")
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.onExit().join().exitValue() != 0) {
            throw new StackException("The library that shifts clocks does not compile:\n" + said);
        }
        return library;
    }

    /** The environment of a process whose clock is right until it is shifted. */
    Map<String, String> environment(String name) throws IOException {
        shift(name, Duration.ZERO);
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "CLOCK_SHIFT_FILE", file(name).toString());
    }

    /** Takes effect at once. */
    void shift(String name, Duration shift) throws IOException {
        ByteBuffer seconds =
                ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, shift.toSeconds());
        // In place, as processes have the file mapped.
        try (FileChannel channel = FileChannel.open(file(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(seconds, 0);
        }
    }

    private Path file(String name) {
        return directory.resolve(name);
    }
}
