package travel.baboo.messaging.sandbox.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts the PostgreSQL of one data directory. A directory whose initialization was cut short is recognised by its missing mark and
 * made anew, because PostgreSQL could never start from it.
 */
final class PostgresLauncher {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final String INITIALIZED_MARK = "baboo-initialized";
    private static final String CLIENT_AUTHENTICATION =
            """
            host all postgres 127.0.0.1/32 trust
            host all postgres ::1/128      trust
            host all all      127.0.0.1/32 scram-sha-256
            host all all      ::1/128      scram-sha-256
            """;

    private final PostgresSettings settings;
    private final Path dataDirectory;

    PostgresLauncher(PostgresSettings settings, Path dataDirectory) {
        this.settings = settings;
        this.dataDirectory = dataDirectory;
    }

    EmbeddedPostgres launch() throws IOException {
        refuseToRunTwice();
        removeHalfInitialized();
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(FreePorts.orFree(settings.port()))
                .setDataDirectory(dataDirectory)
                .setCleanDataDirectory(settings.dataDirectory().isEmpty())
                .setOverrideWorkingDirectory(binariesDirectory())
                .setDataDirectoryCustomizer(PostgresLauncher::writeClientAuthentication)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(START_LIMIT)
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200");
        settings.logFile().ifPresent(file -> builder.setOutputRedirector(Redirect.appendTo(file.toFile()))
                .setErrorRedirector(Redirect.appendTo(file.toFile())));
        try {
            return builder.start();
        } catch (RuntimeException | IOException e) {
            findServer(dataDirectory).ifPresent(ProcessHandle::destroyForcibly);
            if (settings.dataDirectory().isEmpty()) {
                Directories.delete(dataDirectory);
            }
            throw new IOException("PostgreSQL does not start in " + dataDirectory, e);
        }
    }

    void markInitialized() throws IOException {
        Path mark = dataDirectory.resolve(INITIALIZED_MARK);
        if (!Files.exists(mark)) {
            Files.createFile(mark);
        }
    }

    /** The server's main process, when the data directory says that there is one and it lives. */
    static Optional<ProcessHandle> findServer(Path dataDirectory) throws IOException {
        Path processIdFile = dataDirectory.resolve("postmaster.pid");
        if (!Files.exists(processIdFile)) {
            return Optional.empty();
        }
        return Files.readAllLines(processIdFile).stream()
                .findFirst()
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    private void refuseToRunTwice() throws IOException {
        Optional<ProcessHandle> running = findServer(dataDirectory);
        if (running.isPresent()) {
            throw new IOException("PostgreSQL runs already in " + dataDirectory + ", as process "
                    + running.get().pid());
        }
    }

    private void removeHalfInitialized() throws IOException {
        if (Files.exists(dataDirectory)
                && !isEmpty(dataDirectory)
                && !Files.exists(dataDirectory.resolve(INITIALIZED_MARK))) {
            if (!Files.exists(dataDirectory.resolve("PG_VERSION"))) {
                throw new IOException(dataDirectory + " is neither empty nor a PostgreSQL data directory");
            }
            Directories.delete(dataDirectory);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    /** One copy a user: another user's could not be repaired or completed. */
    private static File binariesDirectory() {
        return Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg-" + System.getProperty("user.name"))
                .toFile();
    }

    private static void writeClientAuthentication(File directory) {
        try {
            Files.writeString(directory.toPath().resolve("pg_hba.conf"), CLIENT_AUTHENTICATION);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write PostgreSQL's client authentication", e);
        }
    }
}
