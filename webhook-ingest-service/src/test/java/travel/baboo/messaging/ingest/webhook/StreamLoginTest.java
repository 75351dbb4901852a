package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Event Streams with a login in the sink's URL, while an auth token is rotated: what cannot be judged now is 503, so that Twilio keeps
 * it. Kafka is away and the journal small.
 */
@QuarkusTest
@TestProfile(StreamLoginTest.Rotation.class)
@QuarkusTestResource(value = KafkaAddressResource.class, restrictToAnnotatedClass = true)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StreamLoginTest {

    public static final class Rotation implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.ingest.event-stream.user-info", "twilio:secret",
                    "baboo.ingest.signature.next-auth-token", "98765",
                    "baboo.ingest.journal.segment-size", "64K",
                    "baboo.ingest.journal.max-size", "192K");
        }
    }

    private static final String PATH = "/api/webhooks/event-stream";
    private static final String EVENT = "{\"specversion\":\"1.0\",\"type\":\"com.twilio.conversations.user.added\","
            + "\"data\":{\"UserSid\":\"US0\",\"FriendlyName\":\"" + "x".repeat(8_000) + "\"}}";

    private static final String URL = "https://api.example.com" + PATH;
    private static final String URL_WITH_USER_INFO = "https://twilio:secret@api.example.com" + PATH;

    @Test
    @Order(1)
    void bothFormsOfTheSignedUrlAreTaken() throws Exception {
        assertThat(post(URL, "twilio:secret", EVENT)).isEqualTo(200);
        assertThat(post(URL_WITH_USER_INFO, "twilio:secret", EVENT)).isEqualTo(200);
    }

    @Test
    @Order(1)
    void aWrongLoginOrSignatureIsForLater() throws Exception {
        assertThat(post(URL, "twilio:wrong", EVENT)).isEqualTo(503);
        assertThat(post(URL, null, EVENT)).isEqualTo(503);
        assertThat(post("https://elsewhere.example.com" + PATH, "twilio:secret", EVENT))
                .isEqualTo(503);
    }

    @Test
    @Order(1)
    void theTestEventNeedsNoRoom() throws Exception {
        String test = "{\"type\":\"com.twilio.eventstreams.test-event\",\"data\":{\"test_id\":\"1\"}}";

        assertThat(post(URL, "twilio:secret", "[" + test + "]")).isEqualTo(200);
    }

    @Test
    @Order(2)
    void aFullJournalIsForLater() throws Exception {
        int status = 200;
        for (int i = 0; i < 100 && status == 200; i++) {
            status = post(URL, "twilio:secret", "[" + EVENT + "," + EVENT + "]");
        }
        assertThat(status).isEqualTo(503);
    }

    private static int post(String signedUrl, @Nullable String login, String body) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8)));
        String query = "?bodySHA256=" + hash;
        RequestSpecification request = SignedWebhooks.request()
                .contentType("application/json")
                .header("X-Twilio-Signature", sign(signedUrl + query));
        if (login != null) {
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8)));
        }
        return request.body(body.getBytes(UTF_8)).post(PATH + query).statusCode();
    }

    /** As Twilio does: over the URL alone, in which the body's hash stands. */
    private static String sign(String url) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec("12345".getBytes(UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(url.getBytes(UTF_8)));
    }
}
