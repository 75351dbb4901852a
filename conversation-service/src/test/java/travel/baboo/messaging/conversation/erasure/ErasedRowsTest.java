package travel.baboo.messaging.conversation.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.TestSql;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** An erasure beside another transaction on the same conversation: each waits for the other at most once. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ErasedRowsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    ErasedRows rows;

    @Inject
    Pool pool;

    @Inject
    TestSql sql;

    private final String conversation = sid("CH");
    private final String message = sid("IM");

    private static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    /** The label's task is due so late that no one claims it meanwhile. */
    @BeforeEach
    void insert() {
        sql.execute("insert into conversation (sid, last_activity_at) values ($1, now())", conversation);
        sql.execute(
                """
                insert into message (sid, conversation_sid, message_index, body, created_at, updated_at)
                values ($2, $1, 0, 'Hello?', now(), now())
                """,
                conversation,
                message);
        sql.execute(
                "insert into label_task (message_sid, conversation_sid, due_at) values ($2, $1, now() + interval '1 hour')",
                conversation,
                message);
    }

    /** Like the mirror, which locks a conversation before its messages. */
    @Test
    void theErasureOfAMessageWaitsForTheConversationBeforeItLocksTheMessage() throws Exception {
        SqlConnection mirror = pool.getConnection().await().atMost(PATIENCE);
        try {
            Transaction transaction = mirror.begin().await().atMost(PATIENCE);
            run(mirror, "select 1 from conversation where sid = $1 for no key update", conversation);

            CompletableFuture<Long> erasure =
                    rows.message(conversation, message).subscribeAsCompletionStage();
            awaitBlocked(mirror, erasure);

            assertThat(erasure).isNotDone();
            run(mirror, "select 1 from message where sid = $1 for update nowait", message);
            transaction.commit().await().atMost(PATIENCE);
            assertThat(erasure.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(1);
        } finally {
            mirror.closeAndAwait();
        }
        assertThat(sql.number("select count(*) from message where sid = $1 and body is null", message))
                .isEqualTo(1);
    }

    /** Like the writer of labels, which locks a message before its task. */
    @Test
    void aRemovalAndALabelThatIsBeingWrittenDoNotWaitForEachOther() throws Exception {
        SqlConnection labels = pool.getConnection().await().atMost(PATIENCE);
        try {
            Transaction transaction = labels.begin().await().atMost(PATIENCE);
            run(labels, "update message set label_writes = label_writes + 1 where sid = $1", message);

            CompletableFuture<Long> removal = rows.conversation(conversation).subscribeAsCompletionStage();
            awaitBlocked(labels, removal);
            run(labels, "delete from label_task where message_sid = $1", message);

            transaction.commit().await().atMost(PATIENCE);
            assertThat(removal.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isPositive();
        } finally {
            labels.closeAndAwait();
        }
        assertThat(sql.number("select count(*) from message where sid = $1", message))
                .isZero();
    }

    private static void run(SqlConnection connection, String statement, String value) {
        connection.preparedQuery(statement).execute(Tuple.of(value)).await().atMost(PATIENCE);
    }

    /** Waits until the work waits for a lock of this connection, or is done. */
    private void awaitBlocked(SqlConnection connection, CompletableFuture<?> work) {
        String process = connection
                .query("select pg_backend_pid()::text as pid")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getString("pid");
        await().atMost(PATIENCE)
                .until(() -> work.isDone()
                        || sql.number(
                                        "select count(*) from pg_stat_activity where $1::text::int = any(pg_blocking_pids(pid))",
                                        process)
                                > 0);
    }
}
