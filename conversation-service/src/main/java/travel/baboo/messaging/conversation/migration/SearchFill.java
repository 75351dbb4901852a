package travel.baboo.messaging.conversation.migration;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the search documents of the conversations that were there before them, some conversations at a time, each time in a
 * transaction of its own: instances of the version before go on mirroring beside it. Broken off, it begins anew with the next start.
 */
public final class SearchFill implements JavaMigration {

    private static final int CONVERSATIONS = 200;
    private static final int ATTEMPTS = 10;

    /** PostgreSQL's class of states in which a transaction gave way to another one. */
    private static final String GAVE_WAY = "40";

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("8");
    }

    @Override
    public String getDescription() {
        return "fill the search documents";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return false;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
        try (PreparedStatement fill = connection.prepareStatement("select search_fill(?, ?)")) {
            fill.setInt(2, CONVERSATIONS);
            @Nullable String last = "";
            while (last != null) {
                last = fillBehind(fill, last);
            }
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private static @Nullable String fillBehind(PreparedStatement fill, String behind) throws SQLException {
        fill.setString(1, behind);
        for (int attempt = 1; ; attempt++) {
            try (ResultSet result = fill.executeQuery()) {
                result.next();
                return result.getString(1);
            } catch (SQLException failure) {
                String state = failure.getSQLState();
                if (attempt == ATTEMPTS || state == null || !state.startsWith(GAVE_WAY)) {
                    throw failure;
                }
            }
        }
    }
}
