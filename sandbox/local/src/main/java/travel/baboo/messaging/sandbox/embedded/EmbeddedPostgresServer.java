package travel.baboo.messaging.sandbox.embedded;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import travel.baboo.messaging.sandbox.http.FreePorts;

/**
 * A real PostgreSQL that listens on the loopback interface only and asks for the password. A commit survives the death of the
 * server's process; it does not survive a power cut, because the server runs without fsync unless the system property
 * {@code baboo.postgres.fsync} is true. Stops on {@link #close}, and when this JVM ends in any way.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final long STOP_SECONDS = 15;

    private final PostgresSettings settings;
    private final PostgresDirectory directory;
    private final Process process;

    private EmbeddedPostgresServer(PostgresSettings settings, PostgresDirectory directory, Process process) {
        this.settings = settings;
        this.directory = directory;
        this.process = process;
    }

    /**
     * Starts the server, creates role and database where they are missing, and returns when both can be used.
     *
     * @throws IOException when the server does not start, the port is taken for instance
     */
    public static EmbeddedPostgresServer start(PostgresSettings settings) throws IOException, InterruptedException {
        PostgresDirectory directory = new PostgresDirectory(
                settings.dataDirectory().isPresent()
                        ? settings.dataDirectory().get()
                        : Files.createTempDirectory("baboo-postgres-"));
        PostgresSettings resolved = settings.withPort(FreePorts.orFree(settings.port()));
        Redirect output = settings.logFile()
                .map(file -> Redirect.appendTo(file.toFile()))
                .orElse(Redirect.appendTo(temporaryLog(directory).toFile()));
        PostgresPrograms programs = new PostgresPrograms(PostgresBinaries.unpacked(), output);
        directory.initializeWhereNeeded(programs);
        Process process = programs.serve(directory.path(), resolved.port());
        OrphanGuard.shared().watch(process.toHandle());
        EmbeddedPostgresServer server = new EmbeddedPostgresServer(resolved, directory, process);
        try {
            server.awaitReady();
            server.createDatabase();
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    /**
     * Stops the server that a killed JVM may have left running in a data directory. Call it only if nothing else uses the
     * directory.
     */
    public static void endOrphan(Path dataDirectory) throws IOException, InterruptedException {
        Optional<ProcessHandle> orphan = new PostgresDirectory(dataDirectory).findServer();
        if (orphan.isPresent()) {
            PostgresPrograms.stopFast(orphan.get());
            Processes.awaitEndOrKill(orphan.get(), Duration.ofSeconds(STOP_SECONDS));
        }
    }

    public String host() {
        return "localhost";
    }

    public int port() {
        return settings.port();
    }

    public String database() {
        return settings.database();
    }

    public String user() {
        return settings.user();
    }

    public String password() {
        return settings.password();
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + database();
    }

    /** The address for Quarkus' reactive client. */
    public String reactiveUrl() {
        return "postgresql://" + host() + ":" + port() + "/" + database();
    }

    /** Where the server keeps its data, temporary or not. */
    public Path dataDirectory() {
        return directory.path();
    }

    /** The server's main process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Stops the server, cutting what is still connected, and deletes its data if that was temporary. Can be repeated. */
    @Override
    public void close() throws IOException {
        try {
            if (process.isAlive()) {
                PostgresPrograms.stopFast(process.toHandle());
            }
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (settings.dataDirectory().isEmpty()) {
            Directories.delete(directory.path());
            Files.deleteIfExists(temporaryLog(directory));
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!directory.isServedBy(process.toHandle())) {
            if (!process.isAlive()) {
                throw new IOException("PostgreSQL ended with exit code " + process.exitValue()
                        + " before it was ready:\n" + String.join("\n", FileTail.lastLines(log(), 20)));
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("PostgreSQL was not ready within " + START_LIMIT.toSeconds() + " s");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private void createDatabase() throws IOException {
        String superuser = "jdbc:postgresql://" + host() + ":" + port() + "/postgres?user=postgres";
        try (Connection connection = DriverManager.getConnection(superuser)) {
            new PostgresDatabase(settings).createWhereMissing(connection);
        } catch (SQLException e) {
            throw new IOException("PostgreSQL started, but its database " + database() + " cannot be used", e);
        }
    }

    private Path log() {
        return settings.logFile().orElse(temporaryLog(directory));
    }

    private static Path temporaryLog(PostgresDirectory directory) {
        return directory.path().resolveSibling(directory.path().getFileName() + ".log");
    }
}
