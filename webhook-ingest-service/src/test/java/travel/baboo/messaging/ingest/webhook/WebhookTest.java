package travel.baboo.messaging.ingest.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.ingest.signature.Form;
import travel.baboo.messaging.ingest.signature.SignatureVerifier;
import travel.baboo.messaging.ingest.signature.SignedRequest;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;

@QuarkusTest
@QuarkusTestResource(value = KafkaTestResource.class, restrictToAnnotatedClass = true)
class WebhookTest {

    private static final String ACCOUNT = "AC00000000000000000000000000000001";
    private static final String PATH = "/api/webhooks/twilio-event";

    private final SignatureVerifier twilio =
            new SignatureVerifier(List.of(URI.create("https://api.example.com")), List.of("12345"), Map.of());

    @Inject
    ObjectMapper json;

    @Inject
    TopicReader topic;

    @Test
    void aSignedMessageIsAnsweredAtOnceAndReachesTheTopicExactlyAsItCame() throws Exception {
        String conversation = sid("CH");
        String message = sid("IM");
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
        String message = sid("SM");
        post("/api/webhooks/message-status", "AccountSid=" + ACCOUNT + "&MessageSid=" + message + "&MessageStatus=sent")
                .then()
                .statusCode(200);
        assertThat(header(topic.await(message), "ce_id")).isEqualTo("sms-status-updated:" + message + ":sent");
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
        String conversation = sid("CH");
        String body = "{\"AccountSid\":\"" + ACCOUNT + "\",\"EventType\":\"onConversationAdded\",\"ConversationSid\":\""
                + conversation + "\"}";
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
        SignedRequest signed = new SignedRequest(PATH, "?bodySHA256=" + hash, ACCOUNT, List.of(), true, new byte[0]);
        request()
                .contentType("application/json")
                .header("X-Twilio-Signature", twilio.sign(signed))
                .body(body)
                .post(PATH + "?bodySHA256=" + hash)
                .then()
                .statusCode(200);
        assertThat(header(topic.await(conversation), "ce_id")).isEqualTo("conversation-added:" + conversation);
    }

    @Test
    void aGetIsTakenFromItsQuery() {
        String conversation = sid("CH");
        String query = "?EventType=onConversationAdded&ConversationSid=" + conversation;
        SignedRequest signed = new SignedRequest(PATH, query, "", List.of(), false, new byte[0]);
        request()
                .header("X-Twilio-Signature", twilio.sign(signed))
                .get(PATH + query)
                .then()
                .statusCode(200);
        assertThat(topic.await(conversation).key()).isEqualTo(conversation);
    }

    @Test
    void aPreEventIsAnsweredWithNothingAndNotPublished() {
        String conversation = sid("CH");
        post(PATH, "EventType=onMessageAdd&ConversationSid=" + conversation)
                .then()
                .statusCode(200)
                .body(emptyString());
        post(PATH, "EventType=onMessageAdded&ConversationSid=" + conversation + "&MessageSid=" + sid("IM"))
                .then()
                .statusCode(200);
        assertThat(header(topic.await(conversation), "ce_type")).isEqualTo("travel.baboo.twilio.message-added.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void aRequestThatIsNotTwiliosIsRefusedWithoutAWord(String signature) {
        request()
                .contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature)
                .body("EventType=onMessageAdded")
                .post(PATH)
                .then()
                .statusCode(403)
                .body(emptyString());
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
        request().post("/api/webhooks/other").then().statusCode(404).contentType("application/problem+json");
        request().put(PATH).then().statusCode(405).header("Allow", "GET, POST");
        request().contentType("text/xml").body("<a/>").post(PATH).then().statusCode(415);
    }

    private Response post(String path, String body) {
        SignedRequest signed = new SignedRequest(
                path, "", ACCOUNT, Form.decode(body.getBytes(UTF_8)).fields(), false, new byte[0]);
        return request()
                .contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", twilio.sign(signed))
                .body(body.getBytes(UTF_8))
                .post(path);
    }

    static RequestSpecification request() {
        return given().urlEncodingEnabled(false)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT)));
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }

    private static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
