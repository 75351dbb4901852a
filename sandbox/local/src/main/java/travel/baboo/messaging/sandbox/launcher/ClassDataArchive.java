package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A class-data-sharing archive of a process. The first run writes it on exit, so that later runs start faster. The JVM
 * validates the archive and starts without it if it does not fit; archives of older builds or other JVMs are removed.
 */
final class ClassDataArchive {

    private static final String SUFFIX = ".jsa";
    private static final List<String> QUIET = List.of("-Xlog:disable", "-Xlog:all=error:stderr");

    private final Path archive;
    private final Path draft;
    private final Path directory;
    private final String processName;

    ClassDataArchive(Path directory, String processName, Path jar) throws IOException {
        String build = Long.toHexString(Files.getLastModifiedTime(jar).toMillis() * 31 + Files.size(jar));
        String runtime = Integer.toHexString((Runtime.version() + System.getProperty("java.home")).hashCode());
        this.directory = directory;
        this.processName = processName;
        this.archive = directory.resolve(processName + "-" + build + "-" + runtime + SUFFIX);
        this.draft = directory.resolve(processName + "-" + build + "-" + runtime + ".draft");
    }

    /** JVM options that use the archive, or write it when there is none. */
    List<String> options() throws IOException {
        if (Files.exists(archive)) {
            return concat("-XX:SharedArchiveFile=" + archive);
        }
        Files.deleteIfExists(draft);
        return concat("-XX:ArchiveClassesAtExit=" + draft);
    }

    /** Call when the process has ended in good order: what it wrote counts from now on. */
    void keep() throws IOException {
        if (!Files.exists(draft)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path old : files.filter(this::isOlder).toList()) {
                Files.deleteIfExists(old);
            }
        }
        Files.move(draft, archive, StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean isOlder(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(processName + "-") && !file.equals(draft);
    }

    private static List<String> concat(String option) {
        return Stream.concat(QUIET.stream(), Stream.of(option)).toList();
    }
}
