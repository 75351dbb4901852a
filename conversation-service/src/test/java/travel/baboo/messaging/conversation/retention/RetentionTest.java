package travel.baboo.messaging.conversation.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.TestSql;
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

    @Inject
    TestSql sql;

    @Test
    void whatItsTimeIsOverForIsDeletedAndNothingElse() {
        String sender = "retention-" + UUID.randomUUID();
        insert(sender, "old", 31);
        insert(sender, "young", 29);
        pool.query("insert into erasure (id, kind, requested_by, requested_at, finished_at) values"
                        + " (gen_random_uuid(), 'identity', 'old', now(), now() - interval '1096 days'),"
                        + " (gen_random_uuid(), 'identity', 'young', now(), now() - interval '1094 days')")
                .execute()
                .await()
                .atMost(PATIENCE);

        pool.query(
                        "insert into contact_detail (id, conversation_sid, direction, outcome, details, author, found_at) values"
                                + " (gen_random_uuid(), 'CHx', 'inbound', 'flagged', '[]', 'old', now() - interval '181 days'),"
                                + " (gen_random_uuid(), 'CHx', 'inbound', 'flagged', '[]', 'young', now() - interval '179 days')")
                .execute()
                .await()
                .atMost(PATIENCE);

        retention.deleteAll().await().atMost(PATIENCE);

        assertThat(sql.number("select count(*) from sent_message where sender = $1", sender))
                .isEqualTo(1);
        assertThat(sql.number("select count(*) from erasure where requested_by = $1", "old"))
                .isZero();
        assertThat(sql.number("select count(*) from erasure where requested_by = $1", "young"))
                .isEqualTo(1);
        assertThat(sql.number("select count(*) from contact_detail where author = $1", "old"))
                .isZero();
        assertThat(sql.number("select count(*) from contact_detail where author = $1", "young"))
                .isEqualTo(1);
    }

    private void insert(String sender, String key, int days) {
        pool.preparedQuery(
                        """
                        insert into sent_message (sender, idempotency_key, content_hash, client_id, conversation_sid, created_at)
                        values ($1, $2, 'x', gen_random_uuid(), 'CHx', now() - $3 * interval '1 day')
                        """)
                .execute(Tuple.of(sender, key, (double) days))
                .await()
                .atMost(PATIENCE);
    }
}
