package travel.baboo.messaging.relay.migration;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Singleton;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Settings for migrations that run beside a running release.
 *
 * <p>Flyway's lock is a session lock: with a transaction lock, {@code create index concurrently} would wait for that
 * transaction and deadlock.
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
