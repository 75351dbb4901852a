package travel.baboo.messaging.relay.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class RetentionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Retention retention;

    @Inject
    Pool pool;

    private final String lane = "CH" + UUID.randomUUID();

    @Test
    void whatHasBeenKeptLongEnoughGoesWithAllThatBelongsToIt() {
        UUID old = delivery("delivered", 15);
        UUID fresh = delivery("delivered", 13);
        UUID dead = delivery("failed", 89);
        UUID longDead = delivery("expired", 91);
        UUID waiting = delivery("waiting", 200);
        retention.run().await().atMost(PATIENCE);
        assertThat(exists(old)).isFalse();
        assertThat(exists(fresh)).isTrue();
        assertThat(exists(dead)).isTrue();
        assertThat(exists(longDead)).isFalse();
        assertThat(exists(waiting)).isTrue();
        assertThat(count("select count(*) from delivery_attempt where delivery_id = $1", old))
                .isZero();
        assertThat(count("select count(*) from delivery_attempt where delivery_id = $1", fresh))
                .isEqualTo(1);
    }

    @Test
    void moreThanOneBatchGoesInOneRunAndOnlyWhileNobodyElseIsAtIt() {
        for (int i = 0; i < 3; i++) {
            execute(
                    """
                    insert into delivery (id, destination, lane, event_id, event_type, event, state, next_attempt_at, expires_at,
                                          occurred_at, created_at, finished_at)
                    select gen_random_uuid(), 'gone', $1, $1 || $2::text || n, 't', '{}', 'delivered', $3, $3, $3, $3, $3
                      from generate_series(1, 900) n
                    """,
                    Tuple.of(lane, Integer.toString(i), daysAgo(30)));
        }
        pool.withTransaction(other -> other.preparedQuery("select pg_advisory_xact_lock($1)")
                        .execute(Tuple.of(Retention.LOCK))
                        .chain(retention::run)
                        .invoke(deleted -> assertThat(deleted).isZero()))
                .await()
                .atMost(PATIENCE);
        assertThat(retention.run().await().atMost(PATIENCE)).isGreaterThanOrEqualTo(2700);
    }

    private UUID delivery(String state, int days) {
        UUID id = UUID.randomUUID();
        boolean open = state.equals("waiting");
        execute(
                """
                insert into delivery (id, destination, lane, event_id, event_type, event, state, next_attempt_at, expires_at,
                                      occurred_at, created_at, finished_at)
                values ($1, 'gone', $2, $3, 't', '{}', $4, $5, $5, $5, $5, $6)
                """,
                Tuple.tuple()
                        .addUUID(id)
                        .addString(lane)
                        .addString("e" + id)
                        .addString(state)
                        .addOffsetDateTime(daysAgo(days))
                        .addOffsetDateTime(open ? null : daysAgo(days)));
        execute(
                "insert into delivery_attempt (delivery_id, number, started_at, duration_ms, outcome) values ($1, 1, $2, 1, 'x')",
                Tuple.of(id, daysAgo(days)));
        return id;
    }

    private static OffsetDateTime daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
    }

    private boolean exists(UUID id) {
        return count("select count(*) from delivery where id = $1", id) == 1;
    }

    private long count(String sql, UUID id) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(PATIENCE);
    }

    private void execute(String sql, Tuple values) {
        pool.preparedQuery(sql).execute(values).await().atMost(PATIENCE);
    }
}
