package travel.baboo.messaging.sandbox.embedded;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Settings of an embedded PostgreSQL.
 *
 * @param port TCP port on the loopback interface, 0 for any free one
 * @param dataDirectory where the data survives the server; empty for a temporary one that is deleted when the server is closed
 * @param logFile what the server prints is appended here; empty for a file beside the data
 * @param database created when it does not exist, owned by {@code user}
 * @param user an ordinary role, not a superuser
 * @param password asked for by the server
 */
public record PostgresSettings(
        int port, Optional<Path> dataDirectory, Optional<Path> logFile, String database, String user, String password) {

    private static final Pattern SQL_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final int HIGHEST_PORT = 65_535;

    public PostgresSettings {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("Not a port: " + port);
        }
        if (!SQL_NAME.matcher(database).matches()) {
            throw new IllegalArgumentException("Not a plain database name: " + database);
        }
        if (!SQL_NAME.matcher(user).matches() || user.equals("postgres")) {
            throw new IllegalArgumentException("Not a plain name of an ordinary user: " + user);
        }
        if (password.isBlank()) {
            throw new IllegalArgumentException("The password is blank");
        }
    }

    /** A server for a test: any port, data deleted at the end, database, user and password {@code baboo}. */
    public static PostgresSettings temporary() {
        return new PostgresSettings(0, Optional.empty(), Optional.empty(), "baboo", "baboo", "baboo");
    }

    public PostgresSettings withPort(int newPort) {
        return new PostgresSettings(newPort, dataDirectory, logFile, database, user, password);
    }

    public PostgresSettings withDataDirectory(Path newDataDirectory) {
        return new PostgresSettings(port, Optional.of(newDataDirectory), logFile, database, user, password);
    }

    public PostgresSettings withLogFile(Path newLogFile) {
        return new PostgresSettings(port, dataDirectory, Optional.of(newLogFile), database, user, password);
    }

    @Override
    public String toString() {
        return "PostgresSettings[port=" + port + ", dataDirectory=" + dataDirectory + ", database=" + database
                + ", user=" + user + "]";
    }
}
