package travel.baboo.messaging.conversation.attention.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/**
 * Notices and clocks from Twilio's events through the mirror and the reviews to the lists and the topic. Messages created hours ago are due
 * at once.
 */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class AttentionTest extends AttentionScene {

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
        sql.execute(
                "update unread_notice set sent_at = sent_at - interval '1 hour' where conversation_sid = $1",
                conversation);
        sql.execute("update attention_review set due_at = now() where conversation_sid = $1", conversation);

        List<ConsumerRecord<String, byte[]>> events = awaitEvents(2);

        String id = "unread-notice:" + conversation + ":" + member;
        assertThat(events).extracting(AttentionTopic::id).containsExactly(id + ":0:0", id + ":2:0");
        assertThat(events).extracting(AttentionTopic::type).containsOnly("travel.baboo.attention.unread-notice.v1");
        AttentionEvent.Notice notice = topic.event(events.get(0)).notice();
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
        List<String> ids = awaitEvents(3).stream().map(AttentionTopic::id).toList();
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
        sql.execute("update attention_review set due_at = now() where conversation_sid = $1", sid);

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
                .extracting(AttentionTopic::type)
                .containsExactlyInAnyOrder(
                        "travel.baboo.attention.unread-notice.v1", "travel.baboo.attention.response-overdue.v1");
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
}
