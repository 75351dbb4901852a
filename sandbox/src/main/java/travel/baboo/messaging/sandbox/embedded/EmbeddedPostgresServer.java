package travel.baboo.messaging.sandbox.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real PostgreSQL that listens on the loopback interface only and asks for the password. A commit survives the death of the
 * server's process; it does not survive a power cut, because the server runs without fsync. Ends with {@link #close}, or with this
 * JVM however that ends.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {

    private static final long STOP_SECONDS = 10;

    private final PostgresSettings settings;
    private final Path dataDirectory;
    private final EmbeddedPostgres server;
    private final ProcessHandle process;

    private EmbeddedPostgresServer(
            PostgresSettings settings, Path dataDirectory, EmbeddedPostgres server, ProcessHandle process) {
        this.settings = settings;
        this.dataDirectory = dataDirectory;
        this.server = server;
        this.process = process;
    }

    /**
     * Starts the server, creates role and database where they are missing, and returns when both can be used.
     *
     * @throws IOException when the server does not start, the port is taken for instance
     */
    public static EmbeddedPostgresServer start(PostgresSettings settings) throws IOException {
        Path dataDirectory = settings.dataDirectory().isPresent()
                ? settings.dataDirectory().get()
                : Files.createTempDirectory("baboo-postgres-");
        PostgresLauncher launcher = new PostgresLauncher(settings, dataDirectory);
        EmbeddedPostgres server = launcher.launch();
        try {
            ProcessHandle process = PostgresLauncher.findServer(dataDirectory)
                    .orElseThrow(() -> new IOException("PostgreSQL has no process of its own in " + dataDirectory));
            OrphanGuard.shared().watch(process);
            try (Connection connection = server.getPostgresDatabase().getConnection()) {
                new PostgresDatabase(settings).createWhereMissing(connection);
            }
            launcher.markInitialized();
            return new EmbeddedPostgresServer(settings.withPort(server.getPort()), dataDirectory, server, process);
        } catch (IOException | SQLException e) {
            server.close();
            throw new IOException("PostgreSQL started, but its database " + settings.database() + " cannot be used", e);
        }
    }

    /**
     * Ends the server that a killed JVM may have left behind in a data directory. Only for a caller who knows that nobody else uses
     * the directory.
     */
    public static void endOrphan(Path dataDirectory) throws IOException {
        Optional<ProcessHandle> orphan = PostgresLauncher.findServer(dataDirectory);
        if (orphan.isPresent()) {
            orphan.get().destroyForcibly();
            awaitEnd(orphan.get());
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
        return dataDirectory;
    }

    /** The server's main process. */
    public ProcessHandle process() {
        return process;
    }

    /** Stops the server, cutting what is still connected, and deletes its data if that was temporary. Can be repeated. */
    @Override
    public void close() throws IOException {
        server.close();
        if (process.isAlive()) {
            awaitEnd(process);
        }
        OrphanGuard.shared().release(process);
    }

    private static void awaitEnd(ProcessHandle process) throws IOException {
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IOException("Cannot wait for PostgreSQL to stop", e);
        }
    }
}
