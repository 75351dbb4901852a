package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.ingest.signature.SignedRequest;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;

/** The answers to Event Streams decide what Twilio discards. */
@QuarkusTest
@QuarkusTestResource(value = KafkaTestResource.class, restrictToAnnotatedClass = true)
class StreamTest {

    private static final String PATH = "/api/webhooks/event-stream";

    private final SignedWebhooks twilio = new SignedWebhooks();

    @Inject
    TopicReader topic;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "application/cloudevents-batch+json",
                "text/plain"
            })
    void anArrayReachesTheTopicWhateverItsContentType(String contentType) throws Exception {
        String conversation = SignedWebhooks.sid("CH");
        assertThat(post("[" + message(conversation) + ",7]", contentType)).isEqualTo(200);

        ConsumerRecord<String, byte[]> record = topic.await(conversation);
        assertThat(new String(record.value(), UTF_8)).contains("\"origin\":\"event-stream\"", "\"Body\":\"Hi\"");
    }

    @Test
    void aSingleObjectIsTaken() throws Exception {
        String conversation = SignedWebhooks.sid("CH");
        assertThat(post(message(conversation), "application/json")).isEqualTo(200);
        assertThat(topic.await(conversation).key()).isEqualTo(conversation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "[1,null]", "nothing"})
    void whatIsNoEventIsKeptAndNeverRefused(String body) throws Exception {
        assertThat(post(body, "application/json")).isEqualTo(200);
    }

    @Test
    void aBodyAboveTheLimitIsKeptInPart() throws Exception {
        assertThat(post("\"" + "x".repeat(1_200_000) + "\"", "application/json"))
                .isEqualTo(200);
    }

    @Test
    void aWrongSignatureOrAnotherBodyIsRefused() throws Exception {
        String query = "?bodySHA256=" + hash("[1]");
        assertThat(send(query, "[2]", "application/json", sign(query))).isEqualTo(403);
        assertThat(send(query, "[1]", "application/json", "AAAAAAAAAAAAAAAAAAAAAAAAAAA="))
                .isEqualTo(403);
        assertThat(send("", "[1]", "application/json", sign(""))).isEqualTo(403);
    }

    @Test
    void aSharedKeySignsInsteadOfTheAuthToken() throws Exception {
        String conversation = SignedWebhooks.sid("CH");
        String body = message(conversation);
        String query = "?bodySHA256=" + hash(body);
        String url = "https://api.example.com" + PATH + query;

        assertThat(sendNamed(
                        "key=main,algorithm=HMAC_SHA256",
                        query,
                        body,
                        StreamSender.sign("HmacSHA256", "shared-secret", url)))
                .isEqualTo(200);
        assertThat(topic.await(conversation).key()).isEqualTo(conversation);
        assertThat(sendNamed(
                        "key=main,algorithm=HMAC_SHA256", query, body, StreamSender.sign("HmacSHA256", "another", url)))
                .isEqualTo(403);
        assertThat(sendNamed("key=main,algorithm=HMAC_SHA256", query, body, sign(query)))
                .isEqualTo(403);
    }

    @Test
    void anUnknownSchemeAndAnotherMethodAreRetriedByTwilio() throws Exception {
        String query = "?bodySHA256=" + hash("[]");
        assertThat(sendNamed("key=1,algorithm=HMAC_SHA512", query, "[]", sign(query)))
                .isEqualTo(503);
        assertThat(SignedWebhooks.request().get(PATH).statusCode()).isEqualTo(503);
    }

    private int post(String body, String contentType) throws Exception {
        String query = "?bodySHA256=" + hash(body);
        return send(query, body, contentType, sign(query));
    }

    private static int send(String query, String body, String contentType, String signature) {
        return SignedWebhooks.request()
                .header("Content-Type", contentType)
                .header("X-Twilio-Signature", signature)
                .body(body.getBytes(UTF_8))
                .post(PATH + query)
                .statusCode();
    }

    private static int sendNamed(String scheme, String query, String body, String signature) {
        return SignedWebhooks.request()
                .header("X-Twilio-Signature", signature)
                .header("X-Twilio-Webhooks-Signature-Settings", scheme)
                .body(body)
                .post(PATH + query)
                .statusCode();
    }

    private String sign(String query) {
        return twilio.sign(new SignedRequest(PATH, query, "", List.of(), false, new byte[0]));
    }

    private static String hash(String body) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
    }

    private static String message(String conversation) {
        return "{\"specversion\":\"1.0\",\"type\":\"com.twilio.conversations.message.added\",\"id\":\"EZ1\",\"data\":"
                + "{\"AccountSid\":\"AC00000000000000000000000000000001\",\"ConversationSid\":\"" + conversation
                + "\",\"MessageSid\":\"" + SignedWebhooks.sid("IM") + "\",\"Index\":1,\"MessageBody\":\"Hi\"}}";
    }
}
