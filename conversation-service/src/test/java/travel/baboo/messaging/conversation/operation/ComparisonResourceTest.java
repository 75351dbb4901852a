package travel.baboo.messaging.conversation.operation;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The mirror beside Twilio, with every kind of difference. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ComparisonResourceTest extends Journey {

    private String sid = "";
    private String path = "";

    @BeforeEach
    void begin() {
        sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        path = "Services/" + service + "/Conversations/" + sid;
        awaitSame();
    }

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    private void awaitSame() {
        await().atMost(PATIENCE).untilAsserted(() -> compare()
                .body("atTwilio", equalTo(true))
                .body("inMirror", equalTo(true))
                .body("conversation.differs", everyItem(equalTo(false)))
                .body("participants.differs.flatten()", empty())
                .body("participants.findAll { it.twilio == null || it.mirror == null }", empty())
                .body("messages.differs.flatten()", empty())
                .body("messages.findAll { it.twilio == null || it.mirror == null }", empty()));
    }

    @Test
    void aFieldThatTwilioChangedQuietly() {
        sandbox.quietly(path, Map.of("FriendlyName", "Renamed")).statusCode(200);
        compare()
                .body("conversation.find { it.field == 'friendlyName' }.differs", equalTo(true))
                .body("conversation.find { it.field == 'friendlyName' }.twilio", equalTo("Renamed"))
                .body("conversation.findAll { it.differs }.size()", equalTo(1));
    }

    @Test
    void aMessageThatTheMirrorLacksAndOneThatDiffers() {
        String first = sandbox.conversation(sid).extract().path("messages[0].sid");
        sandbox.quietly(path + "/Messages/" + first, Map.of("Body", "Changed")).statusCode(200);
        String missing = sandbox.quietly(path + "/Messages", Map.of("Author", "system", "Body", "Quiet"))
                .statusCode(201)
                .extract()
                .path("sid");
        compare()
                .body("messages.messageSid", equalTo(List.of(missing, first)))
                .body("messages[0].mirror", nullValue())
                .body("messages[0].twilio.body", equalTo("Quiet"))
                .body("messages[0].differs", empty())
                .body("messages[1].differs", equalTo(List.of("body")))
                .body("messages[1].twilio.body", equalTo("Changed"))
                .body("messages[1].mirror.body", equalTo("Hello?"));
    }

    @Test
    void aMessageThatTwilioLacks() {
        String first = sandbox.conversation(sid).extract().path("messages[0].sid");
        sandbox.quietlyDelete(path + "/Messages/" + first);
        compare()
                .body("messages.messageSid", equalTo(List.of(first)))
                .body("messages[0].twilio", nullValue())
                .body("messages[0].mirror.body", equalTo("Hello?"));
    }

    @Test
    void aConversationThatTwilioLacks() {
        sandbox.quietlyDelete(path);
        compare()
                .body("atTwilio", equalTo(false))
                .body("inMirror", equalTo(true))
                .body("conversation.differs", everyItem(equalTo(false)))
                .body("messages.twilio", everyItem(nullValue()));
    }

    @Test
    void aConversationThatNeitherHasIs404() {
        as(admin)
                .get("/api/admin/conversations/CH" + "0".repeat(32) + "/comparison")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    /** The reconciler repairs what the comparison shows. */
    @Test
    void afterReconcilingNothingDiffers() {
        sandbox.quietly(path + "/Messages", Map.of("Author", "system", "Body", "Quiet"))
                .statusCode(201);
        sandbox.quietly(path, Map.of("FriendlyName", "Renamed")).statusCode(200);
        await().atMost(PATIENCE).untilAsserted(() -> as(admin)
                .body(Map.of("conversationSid", sid))
                .post("/api/admin/reconcile")
                .then()
                .statusCode(200)
                .body("settled", equalTo(true)));
        awaitSame();
    }

    private ValidatableResponse compare() {
        return as(admin)
                .get("/api/admin/conversations/" + sid + "/comparison")
                .then()
                .statusCode(200);
    }
}
