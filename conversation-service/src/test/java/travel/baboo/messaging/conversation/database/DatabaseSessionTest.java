package travel.baboo.messaging.conversation.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The planner settings and timeouts of our sessions. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class DatabaseSessionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] SETTINGS = {
        "search_path",
        "jit",
        "max_parallel_workers_per_gather",
        "random_page_cost",
        "plan_cache_mode",
        "statement_timeout"
    };

    @Inject
    Pool pool;

    @Inject
    @ReactiveDataSource("search")
    Pool searches;

    @Test
    void plansAreMadeOnceForIndexesAndForOneProcess() {
        assertThat(shown(pool)).isEqualTo("conversation off 0 1.1 force_generic_plan 0");
    }

    @Test
    void onlySearchesAreBrokenOffAndPlannedForTheirWords() {
        assertThat(shown(searches)).isEqualTo("conversation off 0 1.1 force_custom_plan 3s");
    }

    private static String shown(Pool pool) {
        String all = "current_setting('" + String.join("') || ' ' || current_setting('", SETTINGS) + "')";
        return pool.query("select " + all + " as settings")
                .execute()
                .map(rows -> rows.iterator().next().getString("settings"))
                .await()
                .atMost(PATIENCE);
    }
}
