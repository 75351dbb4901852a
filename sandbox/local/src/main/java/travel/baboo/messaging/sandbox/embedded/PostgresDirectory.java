package travel.baboo.messaging.sandbox.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data directory of one PostgreSQL. A directory whose initialization was interrupted lacks a marker file and is created again: no
 * server could start from it.
 */
final class PostgresDirectory {

    private static final String INITIALIZED_MARK = "baboo-initialized";
    private static final int STATUS_LINE = 7;
    private static final String CLIENT_AUTHENTICATION =
            """
            host all postgres 127.0.0.1/32 trust
            host all postgres ::1/128      trust
            host all all      127.0.0.1/32 scram-sha-256
            host all all      ::1/128      scram-sha-256
            """;

    private final Path path;

    PostgresDirectory(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    void initializeWhereNeeded(PostgresPrograms programs) throws IOException, InterruptedException {
        Files.createDirectories(path);
        if (Files.exists(path.resolve(INITIALIZED_MARK))) {
            return;
        }
        if (!isEmpty()) {
            if (!Files.exists(path.resolve("PG_VERSION")) && !Files.exists(path.resolve("postgresql.conf"))) {
                throw new IOException(path + " is neither empty nor a PostgreSQL data directory");
            }
            Directories.delete(path);
            Files.createDirectories(path);
        }
        programs.initialize(path);
        Files.writeString(path.resolve("pg_hba.conf"), CLIENT_AUTHENTICATION);
        Files.createFile(path.resolve(INITIALIZED_MARK));
    }

    /** The server's main process, when one lives on this directory. */
    Optional<ProcessHandle> findServer() throws IOException {
        return statusLines().stream()
                .findFirst()
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    /** Whether this server says that it takes connections: one that was killed leaves its own status behind. */
    boolean isServedBy(ProcessHandle server) throws IOException {
        List<String> lines = statusLines();
        return lines.size() > STATUS_LINE
                && lines.get(STATUS_LINE).strip().equals("ready")
                && Long.parseLong(lines.get(0).strip()) == server.pid();
    }

    private List<String> statusLines() throws IOException {
        Path file = path.resolve("postmaster.pid");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private boolean isEmpty() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }
}
