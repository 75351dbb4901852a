package travel.baboo.messaging.conversation.attention.review;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.listing.ListPlan;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Claims of reviews, their place beside the mirror and the erasure, and the plans by which they find what is due. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ReviewTest extends AttentionScene {

    @Inject
    Pool pool;

    @Test
    void anExpiredClaimIsTakenOverAndAFailingConversationDelaysNoOther() {
        String broken = sid("CH");
        sql.execute(
                """
                insert into response_clock (conversation_sid, state, waiting_since) values ($1, 'waiting', now())
                """,
                broken);
        sql.execute("insert into attention_review (conversation_sid, due_at) values ($1, now())", broken);
        sql.execute(
                """
                insert into attention_review (conversation_sid, due_at, owner, leased_until)
                values ($1, now(), gen_random_uuid(), now() + interval '2 seconds')
                """,
                conversation);
        begin(conversation, member);
        write(conversation, 0, phone, Instant.now().minus(Duration.ofHours(6)));

        assertThat(awaitEvents(2)).hasSize(2);
        await().atMost(PATIENCE)
                .until(() ->
                        sql.number("select failures as n from attention_review where conversation_sid = $1", broken)
                                >= 1);
        sql.execute("delete from response_clock where conversation_sid = $1", broken);
        sql.execute("delete from attention_review where conversation_sid = $1", broken);
    }

    /** The mirror requests no review if one is due. A review before its commit would miss its events. */
    @Test
    void aReviewWaitsForTheTransactionThatWritesIntoItsConversation() {
        begin(conversation, member);
        write(conversation, 0, phone, Instant.now().minus(Duration.ofHours(6)));
        await().atMost(PATIENCE).until(() -> reviewed(conversation));
        SqlConnection mirror = pool.getConnection().await().atMost(PATIENCE);
        try {
            Transaction writing = mirror.begin().await().atMost(PATIENCE);
            mirror.preparedQuery("select from conversation where sid = $1 for no key update")
                    .execute(Tuple.of(conversation))
                    .await()
                    .atMost(PATIENCE);
            sql.execute("update attention_review set due_at = now() where conversation_sid = $1", conversation);

            await().during(Duration.ofSeconds(3)).atMost(PATIENCE).until(() -> !reviewed(conversation));
            writing.commit().await().atMost(PATIENCE);

            await().atMost(PATIENCE).until(() -> reviewed(conversation));
        } finally {
            mirror.closeAndAwait();
        }
    }

    @Test
    void erasingAConversationDeletesItsClocksAndNotices() {
        begin(conversation, member);
        write(conversation, 0, phone, Instant.now().minus(Duration.ofHours(6)));
        awaitEvents(2);
        as(admin)
                .body(Map.of("conversationSid", conversation))
                .post("/api/admin/erasures")
                .then()
                .statusCode(202);

        for (String table :
                List.of("attention_review", "response_clock", "response_time", "unread_notice", "member_focus")) {
            await(table)
                    .atMost(PATIENCE)
                    .until(() -> sql.number(
                                    "select count(*) as n from " + table + " where conversation_sid = $1", conversation)
                            == 0);
        }
    }

    /** With 50,000 running clocks, the due ones and the oldest waits are read from an index. */
    @Test
    void dueClocksAndOldWaitsAreFoundByIndex() {
        sql.execute(
                """
                insert into conversation (sid, last_activity_at) select 'plan' || n, now() from generate_series(1, 50000) n
                """);
        sql.execute(
                """
                insert into attention_review (conversation_sid, due_at)
                select 'plan' || n, now() + n * interval '1 second' + interval '1 hour' from generate_series(1, 50000) n
                """);
        sql.execute(
                """
                insert into response_clock (conversation_sid, state, first_index, first_reply, waiting_since, risk_at, due_at, target)
                select 'plan' || n, 'waiting', 0, true, now(), now(), now(), 'default' from generate_series(1, 50000) n
                """);
        try {
            sql.execute("analyze conversation");
            sql.execute("analyze attention_review");
            sql.execute("analyze response_clock");

            assertThat(sql.plan(ReviewRepository.CLAIM, Tuple.of(UUID.randomUUID(), 30_000.0, 20)))
                    .contains("attention_review_by_due")
                    .doesNotContain("Seq Scan");
            ListPlan everybodys = ListPlan.waiting("boss@example.com", true);
            assertThat(sql.plan(everybodys.sql(), everybodys.values()))
                    .contains("response_clock_by_wait")
                    .doesNotContain("Seq Scan on response_clock");
        } finally {
            sql.execute("delete from attention_review where conversation_sid like 'plan%'");
            sql.execute("delete from response_clock where conversation_sid like 'plan%'");
            sql.execute("delete from conversation where sid like 'plan%'");
            sql.execute("analyze conversation");
        }
    }
}
