package travel.baboo.messaging.relay.migration;

import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;

/**
 * Lets a failed migration be retried at the next start. After a failure Flyway refuses to do anything until a person
 * repairs its history. On PostgreSQL only a migration outside a transaction leaves such an entry, and ours can be restarted
 * wherever they stopped.
 */
final class FailedMigrationCallback implements Callback {

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.BEFORE_VALIDATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        Configuration configuration = context.getConfiguration();
        String table = "\"" + configuration.getSchemas()[0] + "\".\"" + configuration.getTable() + "\"";
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute("do $$ begin delete from " + table
                    + " where not success; exception when undefined_table then end $$");
        } catch (SQLException failure) {
            throw new FlywayException("The history of migrations cannot be read", failure);
        }
    }

    @Override
    public String getCallbackName() {
        return "failed-migrations";
    }
}
