package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.ingest.signature.SignedRequest;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;

@QuarkusTest
@QuarkusTestResource(value = KafkaTestResource.class, restrictToAnnotatedClass = true)
class WebhookTest {

    private static final String ACCOUNT = "AC00000000000000000000000000000001";
    private static final String PATH = "/api/webhooks/twilio-event";

    private final SignedWebhooks webhooks = new SignedWebhooks();

    @Inject
    ObjectMapper json;

    @Inject
    TopicReader topic;

    @Test
    void aSignedMessageIsAnsweredAtOnceAndReachesTheTopicExactlyAsItCame() throws Exception {
        String conversation = SignedWebhooks.sid("CH");
        String message = SignedWebhooks.sid("IM");
        String body =
                "AccountSid=" + ACCOUNT + "&EventType=onMessageAdded&ConversationSid=" + conversation + "&MessageSid="
                        + message + "&Index=3&Body=Ol%C3%A1+%2B%20%F0%9F%8F%96&Empty=&Twice=a&Twice=b&NewField=x"
                        + "&DateCreated=2026-08-11T13%3A03%3A28.879Z&RetryCount=0&Source=SMS";

        post(PATH, body).then().statusCode(200).body(emptyString());

        ConsumerRecord<String, byte[]> record = topic.await(conversation);
        assertThat(header(record, "ce_id")).isEqualTo("message-added:" + message);
        assertThat(header(record, "ce_type")).isEqualTo("travel.baboo.twilio.message-added.v1");
        assertThat(header(record, "ce_source")).isEqualTo("/twilio/" + ACCOUNT + "/-");
        assertThat(header(record, "ce_subject")).isEqualTo(conversation);
        assertThat(header(record, "ce_time")).isEqualTo("2026-08-11T13:03:28.879Z");
        assertThat(header(record, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
        JsonNode data = json.readTree(record.value());
        assertThat(data.get("messageIndex").asLong()).isEqualTo(3);
        assertThat(data.get("origin").asText()).isEqualTo("webhook");
        assertThat(data.at("/fields/Body").asText()).isEqualTo("Olá + \uD83C\uDFD6");
        assertThat(data.at("/fields/Empty").asText()).isEmpty();
        assertThat(data.at("/fields/Twice").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(data.at("/fields/NewField").asText()).isEqualTo("x");
    }

    @Test
    void aStatusCallbackOfPlainSmsIsKeyedByItsMessage() throws Exception {
        String message = SignedWebhooks.sid("SM");
        post("/api/webhooks/message-status", "AccountSid=" + ACCOUNT + "&MessageSid=" + message + "&MessageStatus=sent")
                .then()
                .statusCode(200);
        assertThat(header(topic.await(message), "ce_id")).isEqualTo("sms-status-updated:" + message + ":sent");
    }

    @Test
    void aSharedKeySignsInsteadOfTheAuthToken() {
        String conversation = SignedWebhooks.sid("CH");
        String signature = StreamSender.sign(
                "HmacSHA256",
                "shared-secret",
                "https://api.example.com" + PATH + "ConversationSid" + conversation + "EventTypeonConversationAdded");
        for (String algorithm : List.of("HMAC_SHA256", "HMAC_SHA512")) {
            SignedWebhooks.request()
                    .contentType("application/x-www-form-urlencoded")
                    .header("X-Twilio-Signature", signature)
                    .header("X-Twilio-Webhooks-Signature-Settings", "key=main,algorithm=" + algorithm)
                    .body("EventType=onConversationAdded&ConversationSid=" + conversation)
                    .post(PATH)
                    .then()
                    .statusCode(algorithm.equals("HMAC_SHA256") ? 200 : 403);
        }
        assertThat(topic.await(conversation).key()).isEqualTo(conversation);
    }

    @Test
    void aBodyThatCannotBeReadIsKeptRaw() throws Exception {
        String body = "EventType=onMessageAdded&Body=%ZZ" + UUID.randomUUID();
        post(PATH, body).then().statusCode(200);
        ConsumerRecord<String, byte[]> record =
                topic.await(candidate -> new String(candidate.value(), UTF_8).contains(base64(body)));
        assertThat(header(record, "ce_type")).isEqualTo("travel.baboo.twilio.unreadable.v1");
    }

    @Test
    void jsonIsTakenWithTheHashOfItsBody() throws Exception {
        String conversation = SignedWebhooks.sid("CH");
        String body = "{\"AccountSid\":\"" + ACCOUNT + "\",\"EventType\":\"onConversationAdded\",\"ConversationSid\":\""
                + conversation + "\"}";
        webhooks.postJson(PATH, body).then().statusCode(200);
        assertThat(header(topic.await(conversation), "ce_id")).isEqualTo("conversation-added:" + conversation);
    }

    @Test
    void jsonKeepsWhatCameAndLeavesOutWhatIsUnset() throws Exception {
        String conversation = SignedWebhooks.sid("CH");
        String body = "{\"EventType\":\"onNewThing\",\"ConversationSid\":\"" + conversation
                + "\",\"Unset\":null,\"Twice\":\"a\",\"Twice\":\"b\",\"Number\":1.50,\"Nested\":{\"a\":[1]}}";
        webhooks.postJson(PATH, body).then().statusCode(200);
        JsonNode fields = json.readTree(topic.await(conversation).value()).get("fields");
        assertThat(fields.has("Unset")).isFalse();
        assertThat(fields.get("Twice").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(fields.get("Number").asText()).isEqualTo("1.50");
        assertThat(fields.get("Nested").asText()).isEqualTo("{\"a\":[1]}");
    }

    @Test
    void aGetIsTakenFromItsQuery() {
        String conversation = SignedWebhooks.sid("CH");
        String query = "?EventType=onConversationAdded&ConversationSid=" + conversation;
        SignedRequest signed = new SignedRequest(PATH, query, "", List.of(), false, new byte[0]);
        SignedWebhooks.request()
                .header("X-Twilio-Signature", webhooks.sign(signed))
                .get(PATH + query)
                .then()
                .statusCode(200);
        assertThat(topic.await(conversation).key()).isEqualTo(conversation);
    }

    @Test
    void aPreEventIsAnsweredWithNothingAndNotPublished() {
        String conversation = SignedWebhooks.sid("CH");
        post(PATH, "EventType=onMessageAdd&ConversationSid=" + conversation)
                .then()
                .statusCode(200)
                .body(emptyString());
        post(
                        PATH,
                        "EventType=onMessageAdded&ConversationSid=" + conversation + "&MessageSid="
                                + SignedWebhooks.sid("IM"))
                .then()
                .statusCode(200);
        assertThat(header(topic.await(conversation), "ce_type")).isEqualTo("travel.baboo.twilio.message-added.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void aRequestThatIsNotTwiliosIsRefusedWithoutAWord(String signature) {
        SignedWebhooks.request()
                .contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature)
                .body("EventType=onMessageAdded")
                .post(PATH)
                .then()
                .statusCode(403)
                .body(emptyString());
    }

    @Test
    void whatStrangersSayAboutTheNameWeWereCalledByIsNotBelieved() {
        String form = "EventType=onMessageAdded&ConversationSid=" + SignedWebhooks.sid("CH");
        new SignedWebhooks("https://evil.example.org")
                .signedForm(PATH, form)
                .header("Host", "evil.example.org")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example.org")
                .header("Forwarded", "host=evil.example.org;proto=https")
                .post(PATH)
                .then()
                .statusCode(403);
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        post(PATH, "Body=" + "x".repeat(256 * 1024))
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("status", equalTo(413));
    }

    @Test
    void otherPathsMethodsAndTypesAreProblems() {
        SignedWebhooks.request()
                .post("/api/webhooks/other")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        SignedWebhooks.request().put(PATH).then().statusCode(405).header("Allow", "GET, POST");
        SignedWebhooks.request()
                .contentType("text/xml")
                .body("<a/>")
                .post(PATH)
                .then()
                .statusCode(415);
    }

    private Response post(String path, String body) {
        return webhooks.post(path, body);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
