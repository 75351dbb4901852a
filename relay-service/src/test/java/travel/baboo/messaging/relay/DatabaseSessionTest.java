package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The planner settings of our sessions. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class DatabaseSessionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] SETTINGS = {
        "search_path", "plan_cache_mode", "enable_seqscan", "enable_hashjoin", "enable_mergejoin"
    };

    @Inject
    Pool pool;

    @Test
    void whatIsRunForEveryDeliveryGoesByKeys() {
        assertThat(shown(pool).await().atMost(PATIENCE)).isEqualTo("relay force_custom_plan off off off");
    }

    @Test
    void whatMayLookForAnythingIsPlannedForIt() {
        assertThat(AdHocTransactions.inTransaction(pool, DatabaseSessionTest::shown)
                        .await()
                        .atMost(PATIENCE))
                .isEqualTo("relay force_custom_plan on on on");
        assertThat(shown(pool).await().atMost(PATIENCE)).endsWith("off off off");
    }

    private static Uni<String> shown(SqlClient client) {
        String all = "current_setting('" + String.join("') || ' ' || current_setting('", SETTINGS) + "')";
        return client.query("select " + all + " as settings")
                .execute()
                .map(rows -> rows.iterator().next().getString("settings"));
    }
}
