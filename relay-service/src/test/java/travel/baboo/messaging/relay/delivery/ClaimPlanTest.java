package travel.baboo.messaging.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Statistics that PostgreSQL took while nothing was open do not make it look for a lane's next delivery among all that is open later. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ClaimPlanTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    private final String destination = "test-" + UUID.randomUUID();

    @Test
    void aLanesHeadIsFoundByItsLane() {
        String plan = pool.withConnection(connection ->
                        connection.begin().chain(transaction -> plan(connection).eventually(transaction::rollback)))
                .await()
                .atMost(PATIENCE);
        assertThat(plan).contains("delivery_open_in_turn").doesNotContain("Rows Removed by Filter");
    }

    private Uni<String> plan(SqlConnection connection) {
        return query(connection, "delete from delivery")
                .chain(() -> add(connection, "delivered", 20_000))
                .chain(() -> query(connection, "analyze delivery"))
                .chain(() -> add(connection, "waiting", 20_000))
                .chain(() -> query(connection, "prepare heads (text, text[]) as " + LaneRepository.HEADS))
                .chain(() -> query(
                        connection,
                        "explain (analyze, costs off) execute heads ('" + destination
                                + "', '{l1,l2,l3,l4,l5,l6,l7,l8}')"))
                .chain(plan -> query(connection, "deallocate heads").replaceWith(plan));
    }

    private Uni<String> add(SqlConnection connection, String state, int number) {
        return query(
                connection,
                """
                insert into delivery (id, destination, lane, event_id, event_type, event, state, next_attempt_at, expires_at,
                                      occurred_at, created_at, finished_at)
                select gen_random_uuid(), '%1$s', 'l' || n %% 5000, '%2$s' || n, 'onMessageAdded', '{}', '%2$s', now(),
                       now() + interval '1 hour', now(), now(), case '%2$s' when 'delivered' then now() end
                  from generate_series(1, %3$d) n
                """
                        .formatted(destination, state, number));
    }

    private static Uni<String> query(SqlConnection connection, String sql) {
        return connection.query(sql).execute().map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n")));
    }
}
