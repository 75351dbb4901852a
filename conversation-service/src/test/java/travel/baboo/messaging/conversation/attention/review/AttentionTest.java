package travel.baboo.messaging.conversation.attention.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.TopicReader;
import travel.baboo.messaging.conversation.WebhookBridge;
import travel.baboo.messaging.conversation.listing.ListPlan;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;
import travel.baboo.messaging.sandbox.embedded.TopicRecords;

/**
 * Notices and clocks from Twilio's events through the mirror and the reviews to the lists and the topic. Messages created hours ago are due
 * at once.
 */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class AttentionTest extends Journey {

    private static final String ELENA = "elena@example.com";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    WebhookBridge topic;

    @Inject
    ObjectMapper json;

    @Inject
    Pool pool;

    private final String conversation = sid("CH");
    private final String member = sid("MB");

    @Test
    void repeatedUnreadMessagesCauseOneNotice() {
        Instant written = Instant.now().minus(Duration.ofMinutes(40));
        for (int copy = 0; copy < 2; copy++) {
            begin(conversation, member);
            write(conversation, 0, phone, written);
            write(conversation, 1, phone, written.plusSeconds(60));
            awaitEvents(1);
        }
        read(1);
        write(conversation, 2, phone, written.plusSeconds(120));
        // The next one is due after the pause.
        await().atMost(PATIENCE).until(() -> dueIn(conversation) > 600);
        execute(
                "update unread_notice set sent_at = sent_at - interval '1 hour' where conversation_sid = $1",
                conversation);
        execute("update attention_review set due_at = now() where conversation_sid = $1", conversation);

        List<ConsumerRecord<String, byte[]>> events = awaitEvents(2);

        String id = "unread-notice:" + conversation + ":" + member;
        assertThat(events).extracting(AttentionTest::id).containsExactly(id + ":0:0", id + ":2:0");
        assertThat(events).extracting(AttentionTest::type).containsOnly("travel.baboo.attention.unread-notice.v1");
        AttentionEvent.Notice notice = event(events.get(0)).notice();
        assertThat(notice).isNotNull().satisfies(content -> {
            assertThat(content.identity()).isEqualTo(ELENA);
            assertThat(content.role()).isEqualTo("expert");
            assertThat(content.count()).isEqualTo(2);
            assertThat(content.lastIndex()).isEqualTo(1);
            assertThat(content.from()).isEqualTo("Guest - Traveler");
            assertThat(content.text()).isNull();
        });
    }

    @Test
    void anOverdueWaitIsListedAndTheAnswerClearsIt() {
        Instant asked = Instant.now().minus(Duration.ofHours(5)).truncatedTo(ChronoUnit.MILLIS);
        String other = sid("CH");
        begin(conversation, member);
        write(conversation, 0, phone, asked);
        begin(other, sid("MB"));
        write(other, 0, phone, asked.minusSeconds(60));
        String elena = sandbox.login(ELENA, "Elena", "expert");
        await().atMost(PATIENCE).untilAsserted(() -> waiting(elena, "overdue")
                .body(
                        "items.sid.findAll{it in ['" + conversation + "','" + other + "']}",
                        contains(other, conversation)));
        waiting(elena, "any")
                .body("items.find{it.sid=='" + conversation + "'}.waiting.state", equalTo("overdue"))
                .body("items.find{it.sid=='" + conversation + "'}.waiting.since", equalTo(asked.toString()));
        waiting(elena, "at-risk").body("items.sid", not(hasItem(conversation)));
        waiting(admin, "overdue").body("items.sid", hasItem(conversation));
        String first = as(elena).get("/api/conversations?waiting=any&limit=1").path("next");
        as(elena)
                .get("/api/conversations?waiting=any&limit=100&cursor=" + first)
                .then()
                .statusCode(200)
                .body("items.sid", hasItem(conversation));

        write(conversation, 1, ELENA, asked.plus(Duration.ofHours(3)));

        await().atMost(PATIENCE)
                .untilAsserted(() -> waiting(elena, "any").body("items.sid", not(hasItem(conversation))));
        List<String> ids = awaitEvents(3).stream().map(AttentionTest::id).toList();
        assertThat(ids)
                .containsOnlyOnce("response-overdue:" + conversation + ":0:" + asked.getEpochSecond())
                .containsOnlyOnce("response-cleared:" + conversation + ":0:" + asked.getEpochSecond())
                .noneMatch(id -> id.startsWith("response-at-risk"));
        as(admin)
                .get("/api/conversations/attention/report?by=expert")
                .then()
                .statusCode(200)
                .body("items.find{it.expert=='" + ELENA + "' && it.reply=='first'}.answered", equalTo(1))
                .body("items.find{it.expert=='" + ELENA + "' && it.reply=='first'}.met", equalTo(0))
                .body("items.find{it.expert=='" + ELENA + "' && it.reply=='first'}.medianSeconds", equalTo(10800));
        as(admin)
                .get("/api/conversations/attention/report.csv?zone=Europe/Rome")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .body(containsString(ELENA + ",first,1,1,0,10800,10800,10800\r\n"));
    }

    @Test
    void noAnswerNeededStopsTheClock() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        await().atMost(PATIENCE).untilAsserted(() -> waiting(expert, "any").body("items.sid", hasItem(sid)));
        for (int call = 0; call < 2; call++) {
            as(expert)
                    .post("/api/conversations/" + sid + "/no-answer-needed")
                    .then()
                    .statusCode(200)
                    .body("index", equalTo(0));
        }
        await().atMost(PATIENCE).untilAsserted(() -> waiting(expert, "any").body("items.sid", not(hasItem(sid))));
    }

    @Test
    void aMemberWhoIsViewingTheConversationGetsNoNotice() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        as(expert)
                .body(Map.of("seconds", 300))
                .post("/api/conversations/" + sid + "/focus")
                .then()
                .statusCode(200);
        write(sid, 1, phone, Instant.now().minus(Duration.ofHours(1)));
        awaitMessages(sid, 2);
        await().atMost(PATIENCE).until(() -> dueIn(sid) > 200);
        assertThat(notices(sid)).isZero();

        as(expert)
                .body(Map.of("seconds", 0))
                .post("/api/conversations/" + sid + "/focus")
                .then()
                .statusCode(200);
        execute("update attention_review set due_at = now() where conversation_sid = $1", sid);

        await().atMost(PATIENCE).until(() -> notices(sid) == 1);
    }

    @Test
    void anAdminDisablesNoticesAndClockOfAConversation() {
        begin(conversation, member);
        await().atMost(PATIENCE).untilAsserted(() -> as(admin)
                .get("/api/conversations/" + conversation)
                .then()
                .statusCode(200));
        as(admin)
                .body(Map.of("notices", false, "clock", false, "tag", "vip"))
                .put("/api/conversations/" + conversation + "/attention")
                .then()
                .statusCode(200);
        write(conversation, 0, phone, Instant.now().minus(Duration.ofHours(6)));
        await().atMost(PATIENCE).until(() -> reviewed(conversation));
        assertThat(notices(conversation)).isZero();
        as(admin)
                .get("/api/conversations/" + conversation + "/attention")
                .then()
                .body("tag", equalTo("vip"))
                .body("clock", equalTo(false));

        as(admin)
                .body(Map.of())
                .put("/api/conversations/" + conversation + "/attention")
                .then()
                .statusCode(200);

        assertThat(awaitEvents(2))
                .extracting(AttentionTest::type)
                .containsExactlyInAnyOrder(
                        "travel.baboo.attention.unread-notice.v1", "travel.baboo.attention.response-overdue.v1");
    }

    @Test
    void anExpiredClaimIsTakenOverAndAFailingConversationDelaysNoOther() {
        String broken = sid("CH");
        execute(
                """
                insert into response_clock (conversation_sid, state, waiting_since) values ($1, 'waiting', now())
                """,
                broken);
        execute("insert into attention_review (conversation_sid, due_at) values ($1, now())", broken);
        execute(
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
                        number("select failures as n from attention_review where conversation_sid = $1", broken) == 1);
        execute("delete from response_clock where conversation_sid = $1", broken);
        execute("delete from attention_review where conversation_sid = $1", broken);
    }

    /** The mirror requests no review if one is due: until it commits, a review would not see its events, and no other would follow. */
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
            execute("update attention_review set due_at = now() where conversation_sid = $1", conversation);

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
                    .until(() ->
                            number("select count(*) as n from " + table + " where conversation_sid = $1", conversation)
                                    == 0);
        }
    }

    /** With 50,000 running clocks, the due ones and the oldest waits are read from an index. */
    @Test
    void dueClocksAndOldWaitsAreFoundByIndex() {
        execute(
                """
                insert into conversation (sid, last_activity_at) select 'plan' || n, now() from generate_series(1, 50000) n
                """);
        execute(
                """
                insert into attention_review (conversation_sid, due_at)
                select 'plan' || n, now() + n * interval '1 second' + interval '1 hour' from generate_series(1, 50000) n
                """);
        execute(
                """
                insert into response_clock (conversation_sid, state, first_index, first_reply, waiting_since, risk_at, due_at, target)
                select 'plan' || n, 'waiting', 0, true, now(), now(), now(), 'default' from generate_series(1, 50000) n
                """);
        try {
            execute("analyze conversation");
            execute("analyze attention_review");
            execute("analyze response_clock");

            assertThat(plan(ReviewRepository.CLAIM, Tuple.of(UUID.randomUUID(), 30_000.0, 20)))
                    .contains("attention_review_by_due")
                    .doesNotContain("Seq Scan");
            ListPlan everybodys = ListPlan.waiting("boss@example.com", true);
            assertThat(plan(everybodys.sql(), everybodys.values()))
                    .contains("response_clock_by_wait")
                    .doesNotContain("Seq Scan on response_clock");
        } finally {
            execute("delete from attention_review where conversation_sid like 'plan%'");
            execute("delete from response_clock where conversation_sid like 'plan%'");
            execute("delete from conversation where sid like 'plan%'");
            execute("analyze conversation");
        }
    }

    @Test
    void invalidParametersAreRejected() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String path = "/api/conversations/" + sid;
        problem(as(expert).get("/api/conversations?waiting=nonsense").then());
        problem(as(expert).get("/api/conversations?waiting=any&q=hut").then());
        problem(as(expert).body(Map.of("seconds", 301)).post(path + "/focus").then());
        problem(as(expert)
                .body(Map.of("index", -1))
                .post(path + "/no-answer-needed")
                .then());
        problem(as(admin).body(Map.of("tag", "a b")).put(path + "/attention").then());
        problem(as(admin).get("/api/conversations/attention/report?by=nobody").then());
        problem(as(admin)
                .get("/api/conversations/attention/report?zone=Nowhere")
                .then());
        problem(as(admin).get("/api/conversations/attention/report?from=today").then());
        problem(as(admin)
                .get("/api/conversations/attention/report?from=2020-01-01T00:00:00Z")
                .then());
    }

    private static void problem(ValidatableResponse answer) {
        answer.statusCode(400).contentType("application/problem+json");
    }

    private static ValidatableResponse waiting(String token, String which) {
        return as(token)
                .get("/api/conversations?limit=200&waiting=" + which)
                .then()
                .statusCode(200);
    }

    /** Creates a conversation between Elena and a phone. */
    private void begin(String sid, String membership) {
        Instant at = Instant.now().minus(Duration.ofHours(12));
        publish("onConversationAdded", at, Map.of("ConversationSid", sid, "FriendlyName", "x", "Attributes", "{}"));
        publish(
                "onParticipantAdded",
                at,
                Map.of(
                        "ConversationSid", sid,
                        "ParticipantSid", membership,
                        "Identity", ELENA,
                        "Source", "API",
                        "Attributes", "{\"role\":\"expert\",\"name\":\"Elena\"}"));
        publish(
                "onParticipantAdded",
                at,
                Map.of(
                        "ConversationSid",
                        sid,
                        "ParticipantSid",
                        traveler(sid),
                        "MessagingBinding.Type",
                        "SMS",
                        "MessagingBinding.Address",
                        phone));
    }

    private static String traveler(String sid) {
        return "MB" + sid.substring(4) + "ff";
    }

    private void write(String sid, int index, String author, Instant at) {
        publish(
                "onMessageAdded",
                at,
                Map.of(
                        "ConversationSid",
                        sid,
                        "MessageSid",
                        "IM" + sid.substring(2, 32) + "0" + index,
                        "Index",
                        Integer.toString(index),
                        "Author",
                        author,
                        "ParticipantSid",
                        author.equals(phone) ? traveler(sid) : member,
                        "Body",
                        "text " + index,
                        "Source",
                        author.equals(phone) ? "SMS" : "SDK"));
    }

    private void read(int index) {
        publish(
                "onParticipantUpdated",
                Instant.now(),
                Map.of(
                        "ConversationSid", conversation,
                        "ParticipantSid", member,
                        "Identity", ELENA,
                        "LastReadMessageIndex", Integer.toString(index)));
    }

    private void publish(String type, Instant at, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("EventType", type);
        all.put("AccountSid", "AC00000000000000000000000000000001");
        all.put("DateCreated", at.toString());
        topic.publish(TwilioEvents.fromFields(type, TwilioFields.of(all), Instant.now(), Origin.WEBHOOK));
    }

    /** Waits for at least {@code count} events about the conversation and returns them in order. */
    private List<ConsumerRecord<String, byte[]>> awaitEvents(int count) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        TopicRecords.readUntil(
                bootstrapServers,
                AttentionEvent.TOPIC,
                PATIENCE,
                record -> conversation.equals(record.key()) && found.add(record) && found.size() >= count);
        return found;
    }

    private AttentionEvent event(ConsumerRecord<String, byte[]> record) {
        try {
            return json.readValue(record.value(), AttentionEvent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return TopicReader.header(record, "ce_id");
    }

    private static String type(ConsumerRecord<String, byte[]> record) {
        return TopicReader.header(record, "ce_type");
    }

    private boolean reviewed(String sid) {
        return number(
                        """
                        select count(*) as n from attention_review r join message m on m.conversation_sid = r.conversation_sid
                         where r.conversation_sid = $1 and r.owner is null and (r.due_at is null or r.due_at > now() + interval '2 seconds')
                        """,
                        sid)
                > 0;
    }

    private long notices(String sid) {
        return number("select count(*) as n from unread_notice where conversation_sid = $1", sid);
    }

    private long dueIn(String sid) {
        return number(
                "select coalesce(extract(epoch from max(due_at) - now()), 0)::bigint as n from attention_review where conversation_sid = $1",
                sid);
    }

    private long number(String sql, String value) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(value))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong("n");
    }

    private void execute(String sql, String... values) {
        pool.preparedQuery(sql)
                .execute(Tuple.wrap(new ArrayList<Object>(List.of(values))))
                .await()
                .atMost(PATIENCE);
    }

    private String plan(String sql, Tuple values) {
        return StreamSupport.stream(
                        pool.preparedQuery("explain " + sql)
                                .execute(values)
                                .await()
                                .atMost(PATIENCE)
                                .spliterator(),
                        false)
                .map((Row row) -> row.getString(0))
                .collect(Collectors.joining("\n"));
    }

    private static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
