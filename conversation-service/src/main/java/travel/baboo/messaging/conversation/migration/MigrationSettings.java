package travel.baboo.messaging.conversation.migration;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * What migrations beside a running release need.
 *
 * <p>The lock that keeps two instances from migrating at once is the session's: under a transaction's, an index that is built
 * concurrently would wait for that transaction, and it for the index.
 */
@Singleton
final class MigrationSettings implements FlywayConfigurationCustomizer {

    @Override
    public void customize(FluentConfiguration configuration) {
        configuration
                .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
                .setTransactionalLock(false);
        configuration.callbacks(new FailedMigrationCallback());
    }
}
