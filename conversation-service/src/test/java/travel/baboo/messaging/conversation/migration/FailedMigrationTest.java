package travel.baboo.messaging.conversation.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** A migration outside a transaction that was broken off is tried again, as often as the service starts. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class FailedMigrationTest {

    private static final String SCHEMA = "broken_off";

    @Inject
    Flyway flyway;

    @Inject
    DataSource dataSource;

    @Test
    void aMigrationThatFailedRefusesNoStart() throws SQLException {
        for (String broken : new String[] {"8", "11"}) {
            execute("drop schema if exists " + SCHEMA + " cascade");
            settings().target(broken).load().migrate();
            execute("update " + SCHEMA + ".flyway_schema_history set success = false where version = '" + broken + "'");

            MigrateResult result = settings().load().migrate();

            assertThat(result.success).isTrue();
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select count(*) from " + SCHEMA + ".flyway_schema_history where not success")) {
                row.next();
                assertThat(row.getInt(1)).isZero();
            }
        }
        execute("drop schema " + SCHEMA + " cascade");
    }

    private FluentConfiguration settings() {
        return Flyway.configure(Thread.currentThread().getContextClassLoader())
                .configuration(flyway.getConfiguration())
                .schemas(SCHEMA)
                .defaultSchema(SCHEMA);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
