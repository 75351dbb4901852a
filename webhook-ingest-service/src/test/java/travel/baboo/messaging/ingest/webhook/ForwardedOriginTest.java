package travel.baboo.messaging.ingest.webhook;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;

/** Twilio calls us under a name that only the proxy in front of us knows. */
@QuarkusTest
@TestProfile(ForwardedOriginTest.BehindAProxy.class)
@QuarkusTestResource(value = KafkaTestResource.class, restrictToAnnotatedClass = true)
class ForwardedOriginTest {

    private static final String PATH = "/api/webhooks/twilio-event";

    public static final class BehindAProxy implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.ingest.signature.trusted-proxies", "127.0.0.0/8,::1");
        }
    }

    @Test
    void whatATrustedProxySaysIsBelieved() {
        signedFor("https://chat.example.org")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "chat.example.org")
                .post(PATH)
                .then()
                .statusCode(200);
    }

    @Test
    void onlyTheNearestProxyIsTrustedNotWhatItForwards() {
        signedFor("https://evil.example.org")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example.org, chat.example.org")
                .post(PATH)
                .then()
                .statusCode(403);
    }

    @Test
    void theConfiguredNameStillHolds() {
        signedFor("https://api.example.com")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "chat.example.org")
                .post(PATH)
                .then()
                .statusCode(200);
    }

    @Test
    void anOddNameIsNotOne() {
        for (String host : new String[] {"", "a b", "user@chat.example.org", "chat.example.org/x", "[::1", "-"}) {
            signedFor("https://chat.example.org")
                    .header("X-Forwarded-Proto", "https")
                    .header("X-Forwarded-Host", host)
                    .post(PATH)
                    .then()
                    .statusCode(403);
        }
    }

    private static RequestSpecification signedFor(String origin) {
        return new SignedWebhooks(origin)
                .signedForm(
                        PATH,
                        "EventType=onMessageAdded&ConversationSid=" + SignedWebhooks.sid("CH") + "&MessageSid="
                                + SignedWebhooks.sid("IM"));
    }
}
