package travel.baboo.messaging.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URL;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.ingest.signature.SignedRequest;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;

/** What the description of the API says is what is answered; 503, which takes a full journal, {@link JournalFullTest} holds against it. */
@QuarkusTest
@QuarkusTestResource(value = KafkaTestResource.class, restrictToAnnotatedClass = true)
class WebhookDescriptionTest {

    private static final String PATH = "/api/webhooks/twilio-event";
    private static final String UNKNOWN = "/api/webhooks/something-else";
    private static final String UNAVAILABLE = "503";
    /** With the rest of the form a little over the limit: what is left unread when it is refused could cost the answer. */
    private static final int TOO_LARGE = 256 * 1024;

    @TestHTTPResource(value = "/openapi", management = true)
    URL openApi;

    private final SignedWebhooks webhooks = new SignedWebhooks();
    private WebhookDescription description;

    @BeforeEach
    void read() throws IOException {
        description = WebhookDescription.of(openApi);
    }

    @Test
    void everyPathThatIsDescribedIsThere() {
        assertThat(description.paths()).containsExactly("/api/webhooks/event-stream", "/api/webhooks/{name}");
        assertThat(description.names()).contains("twilio-event").hasSize(7).allSatisfy(name -> {
            String path = "/api/webhooks/" + name;
            assertThat(webhooks.post(path, form()).statusCode()).isEqualTo(200);
            assertThat(SignedWebhooks.request().get(path).statusCode()).isEqualTo(403);
        });
    }

    @Test
    void everyAnswerToAPostIsAsDescribed() {
        isAsDescribed(
                "post",
                webhooks.post(PATH, form()),
                SignedWebhooks.request()
                        .contentType("application/x-www-form-urlencoded")
                        .body(form())
                        .post(PATH),
                webhooks.post(UNKNOWN, form()),
                webhooks.post(PATH, form() + "&Body=" + "x".repeat(TOO_LARGE)),
                SignedWebhooks.request().contentType("text/plain").body("x").post(PATH));
    }

    @Test
    void everyAnswerToAGetIsAsDescribed() {
        String query = "?" + form();
        SignedRequest signed = new SignedRequest(PATH, query, "", List.of(), false, new byte[0]);
        isAsDescribed(
                "get",
                SignedWebhooks.request()
                        .header("X-Twilio-Signature", webhooks.sign(signed))
                        .get(PATH + query),
                SignedWebhooks.request().get(PATH + query),
                SignedWebhooks.request().get(UNKNOWN + query));
    }

    private void isAsDescribed(String method, Response... answers) {
        Set<String> seen = new TreeSet<>(Set.of(UNAVAILABLE));
        for (Response answer : answers) {
            description.tellsOf(method, answer);
            seen.add(Integer.toString(answer.statusCode()));
        }
        assertThat(description.statuses(method)).isEqualTo(seen);
    }

    private static String form() {
        return "EventType=onConversationAdded&ConversationSid=" + SignedWebhooks.sid("CH");
    }
}
