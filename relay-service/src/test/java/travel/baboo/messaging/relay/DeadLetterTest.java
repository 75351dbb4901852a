package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What operators do about records that could not be taken. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class DeadLetterTest extends RelayTestBase {

    private static final String LETTERS = "/api/dead-letters";

    /** The default of Kafka's {@code max.request.size}, in bytes; it includes key, headers and some 80 bytes of framing. */
    private static final int LARGEST_RECORD = 1_048_576;

    @Test
    void aRecordThatIsNoEventIsListedShownReinjectedAndDroppedWithAReason() {
        topics.writeRaw(conversation, "no event, and nothing of it is shown");
        String id = awaitLetter("twilio.events");
        admin().get(LETTERS + "/" + id)
                .then()
                .statusCode(200)
                .body("reason", startsWith("not an event"))
                .body("sourceTopic", equalTo("twilio.events"));
        assertThat(admin().get(LETTERS + "/" + id).asString()).doesNotContain("nothing of it");

        admin().body(Map.of("ids", List.of(id), "dryRun", true))
                .post(LETTERS + "/reinject")
                .then()
                .statusCode(200)
                .body("done", equalTo(List.of(id)));
        admin().get(LETTERS + "/" + id).then().statusCode(200);
        admin().body(Map.of("ids", List.of(id), "dryRun", false))
                .post(LETTERS + "/reinject")
                .then()
                .statusCode(200)
                .body("done", equalTo(List.of(id)));
        admin().get(LETTERS + "/" + id).then().statusCode(404);

        // It is as little an event as before, and so a letter of its own again.
        String again = awaitLetter("twilio.events");
        assertThat(again).isNotEqualTo(id);
        admin().body(Map.of("ids", List.of(again), "dryRun", false, "reason", "written by a test"))
                .post(LETTERS + "/drop")
                .then()
                .statusCode(200)
                .body("done", equalTo(List.of(again)));
        admin().get(LETTERS + "/" + again).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void soIsADirectoryRecordThatIsNone() {
        topics.writeRaw("conversation.directory", conversation, "no entry");
        String id = awaitLetter("conversation.directory");
        admin().get(LETTERS + "/" + id + "?topic=conversation.directory")
                .then()
                .statusCode(200)
                .body("reason", startsWith("not an entry"));
    }

    @Test
    void soIsADecisionThatIsNone() {
        topics.writeRaw("conversation.attention", conversation, "{\"kind\":\"unread-notice\"}");
        String id = awaitLetter("conversation.attention");
        admin().get(LETTERS + "/" + id + "?topic=conversation.attention")
                .then()
                .statusCode(200)
                .body("reason", startsWith("not a decision"));
    }

    /** With its reason and position the dead letter exceeds Kafka's limit. It must not block later records. */
    @ParameterizedTest
    @ValueSource(strings = {"twilio.events", "conversation.directory", "conversation.attention"})
    void aRecordAsLargeAsItsTopicTakesIsListedWithoutItsContent(String topic) {
        topics.writeRaw(topic, conversation, "x".repeat(LARGEST_RECORD - 150));
        String id = awaitLetter(topic);
        admin().get(LETTERS + "/" + id + "?topic=" + topic)
                .then()
                .statusCode(200)
                .body("reason", startsWith("not a"))
                .body("sourceTopic", equalTo(topic));
    }

    @Test
    void onlyAdminsSeeThemAndNonsenseIsAProblem() {
        as("expert").get(LETTERS).then().statusCode(403);
        admin().get(LETTERS + "?topic=nonsense").then().statusCode(400).contentType("application/problem+json");
        admin().body(Map.of("ids", List.of("0-1")))
                .post(LETTERS + "/drop")
                .then()
                .statusCode(400);
    }

    /** This conversation's open letter. */
    private String awaitLetter(String topic) {
        String path = "items.find{it.conversationSid=='" + conversation + "'}.id";
        await().atMost(PATIENCE).until(() -> letters(topic).getString(path) != null);
        return letters(topic).getString(path);
    }

    private JsonPath letters(String topic) {
        return admin().get(LETTERS + "?limit=500&topic=" + topic).jsonPath();
    }
}
