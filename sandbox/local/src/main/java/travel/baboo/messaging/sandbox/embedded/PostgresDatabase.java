package travel.baboo.messaging.sandbox.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Creates the role and the database that a server is asked for, and leaves those that are there as they are. */
final class PostgresDatabase {

    private final PostgresSettings settings;

    PostgresDatabase(PostgresSettings settings) {
        this.settings = settings;
    }

    void createWhereMissing(Connection connection) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", settings.user())) {
            execute(connection, "CREATE ROLE " + settings.user() + " LOGIN");
        }
        execute(connection, "ALTER ROLE " + settings.user() + " PASSWORD " + quoted(settings.password()));
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", settings.database())) {
            execute(connection, "CREATE DATABASE " + settings.database() + " OWNER " + settings.user());
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
