package travel.baboo.messaging.conversation.operation;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** An operator finds a conversation by what is at hand. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class SearchResourceTest extends Journey {

    private static final String PATH = "/api/admin/search";

    private String sid = "";

    @BeforeEach
    void begin() {
        sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
    }

    @Test
    void byTheConversationsSid() {
        search(sid).body("items.kind", equalTo(List.of("conversation"))).body("items[0].id", equalTo(sid));
    }

    @Test
    void byAMessagesSidAndByItsEventsId() {
        String message = firstMessage();
        for (String text : List.of(message, "message-added:" + message)) {
            search(text)
                    .body("items.id", equalTo(List.of(message)))
                    .body("items[0].kind", equalTo("message"))
                    .body("items[0].conversationSid", equalTo(sid))
                    .body("items[0].detail", equalTo("0"));
        }
    }

    @Test
    void byTheInquirysId() {
        search(inquiryId)
                .body("items.kind", equalTo(List.of("inquiry")))
                .body("items[0].conversationSid", equalTo(sid))
                .body("items[0].detail", equalTo("done"));
    }

    @Test
    void byThePhoneNumberAsPeopleWriteIt() {
        String written = phone.substring(0, 5) + " " + phone.substring(5, 8) + "-" + phone.substring(8);
        await().atMost(PATIENCE).untilAsserted(() -> search(written)
                .body("items.kind", hasItems("participant", "inquiry"))
                .body("items.conversationSid", everyItem(equalTo(sid))));
    }

    @Test
    void byAnIdentity() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> search("maria@example.com").body("items.conversationSid", hasItem(sid)));
    }

    @Test
    void byWordsOfAMessage() {
        String word = "edelweiss" + inquiryId.substring(0, 8);
        String message = send(sid, "key-" + inquiryId, "Where does the " + word + " grow?")
                .statusCode(201)
                .extract()
                .path("sid");
        await().atMost(PATIENCE).untilAsserted(() -> search(word)
                .body("items.id", equalTo(List.of(message)))
                .body("items[0].kind", equalTo("message"))
                .body("items[0].conversationSid", equalTo(sid)));
    }

    @Test
    void anUnknownSidIsFoundNowhere() {
        search("IM" + "0".repeat(32)).body("items", empty());
        search("CH" + "0".repeat(32)).body("items", empty());
    }

    @Test
    void theAnswerHasNoTextOfAMessage() {
        search(firstMessage()).body(not(containsString("Hello?")));
    }

    @Test
    void anEmptyTextIsRefused() {
        as(admin).body(Map.of("text", "  ")).post(PATH).then().statusCode(400).contentType("application/problem+json");
    }

    private String firstMessage() {
        return sandbox.conversation(sid).extract().path("messages[0].sid");
    }

    private ValidatableResponse search(String text) {
        return as(admin).body(Map.of("text", text)).post(PATH).then().statusCode(200);
    }
}
