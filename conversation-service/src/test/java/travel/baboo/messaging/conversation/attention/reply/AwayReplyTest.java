package travel.baboo.messaging.conversation.attention.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.TestSql;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The office opens in three days. Travelers who write get an automatic reply, once. */
@QuarkusTest
@TestProfile(AwayReplyTest.Closed.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class AwayReplyTest extends Journey {

    private static final String AWAY = "We are away.";
    private static final String ABWESEND = "Wir sind nicht da.";

    /** A service that soon gives up on Twilio's answer. */
    public static final class Closed implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String prefix = "baboo.conversation.attention.";
            String day =
                    LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek().name();
            return Map.of(
                    prefix + "hours.default.days." + day.toLowerCase(Locale.ROOT),
                    "09:00-17:00",
                    prefix + "away.enabled",
                    "true",
                    prefix + "away.text.en",
                    AWAY,
                    prefix + "away.text.de",
                    ABWESEND,
                    "baboo.conversation.message.grace",
                    "4s");
        }
    }

    @Inject
    TestSql sql;

    @Inject
    ObjectMapper json;

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    /** Twilio takes the message and answers with an error: the reply is looked up before it is sent again. */
    @Test
    void aWaitingTravelerGetsOneReplyEvenIfTheFateOfTheFirstAttemptIsUnknown() throws JsonProcessingException {
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.remove("message");
        String sid = begin(inquiry);
        // Labels are written to paths that go on after it.
        sandbox.loseAnswer(sid + "/Messages$");
        write("Is anybody there?");

        await().atMost(PATIENCE).until(() -> finished(sid) == 1);
        assertThat(sql.number("select attempts as n from away_reply where conversation_sid = $1", sid))
                .isGreaterThan(1);
        assertThat(replies(sid, AWAY)).hasSize(1);
        Map<String, Object> reply = replies(sid, AWAY).get(0);
        assertThat(reply).containsEntry("author", "system");
        JsonNode attributes = json.readTree(String.valueOf(reply.get("attributes")));
        assertThat(attributes.path("kind").asText()).isEqualTo("away-reply");
        assertThat(attributes.path("via").asText()).isEqualTo("baboo-automatic");
        assertThat(attributes.has("from")).isFalse();
        assertThat(sandbox.texts(phone)).contains(AWAY);
        // It is no answer.
        as(expert).get("/api/conversations/" + sid).then().body("waiting.state", equalTo("waiting"));

        write("Hello again?");
        awaitMessages(sid, 3);
        awaitReview(sid);
        assertThat(replies(sid, AWAY)).hasSize(1);

        send(sid, "answer-" + sid, "Yes").statusCode(201);
        await().atMost(PATIENCE)
                .until(() -> sql.number(
                                "select count(*) as n from response_clock where conversation_sid = $1 and waiting_since is null",
                                sid)
                        == 1);
        write("Within the pause");
        awaitMessages(sid, 5);
        awaitReview(sid);
        assertThat(replies(sid, AWAY)).hasSize(1);

        sql.execute(
                "update away_reply set decided_at = decided_at - interval '25 hours' where conversation_sid = $1", sid);
        sql.execute("update attention_review set due_at = now() where conversation_sid = $1", sid);
        await().atMost(PATIENCE).until(() -> replies(sid, AWAY).size() == 2);
    }

    @Test
    void theReplyIsInTheTravelersLanguage() {
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hallo?");
        inquiry.put("attributes", Map.of("language", "de-AT"));
        String sid = begin(inquiry);

        await().atMost(PATIENCE).until(() -> replies(sid, ABWESEND).size() == 1);
        await().atMost(PATIENCE).until(() -> finished(sid) == 1);
        assertThat(replies(sid, AWAY)).isEmpty();
    }

    @Test
    void aReplyThatIsNoLongerNeededIsNotSent() {
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.remove("message");
        String sid = begin(inquiry);
        sql.execute(
                """
                insert into away_reply (conversation_sid, first_index, body, decided_at, due_at)
                values ($1, 99, 'We are away.', now(), now())
                """,
                sid);

        await().atMost(PATIENCE).until(() -> finished(sid) == 1);
        assertThat(replies(sid, AWAY)).isEmpty();
    }

    private void write(String body) {
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, body).statusCode(200);
    }

    private List<Map<String, Object>> replies(String sid, String body) {
        return sandbox.conversation(sid).extract().path("messages.findAll { it.body == '" + body + "' }");
    }

    private long finished(String sid) {
        return sql.number("select count(*) as n from away_reply where conversation_sid = $1 and due_at is null", sid);
    }

    /** Waits until the conversation's latest events have been reviewed. */
    private void awaitReview(String sid) {
        await().atMost(PATIENCE)
                .until(() -> sql.number(
                                """
                                        select count(*) as n from attention_review
                                         where conversation_sid = $1 and owner is null and (due_at is null or due_at > now() + interval '5 seconds')
                                        """,
                                sid)
                        == 1);
    }
}
