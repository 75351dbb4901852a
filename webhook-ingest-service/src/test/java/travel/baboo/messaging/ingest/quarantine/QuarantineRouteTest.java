package travel.baboo.messaging.ingest.quarantine;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.journal.JournalConfig;
import travel.baboo.messaging.ingest.webhook.TopicReader;
import travel.baboo.messaging.ingest.webhook.WebhookRequest;
import travel.baboo.messaging.ingest.webhook.WebhookRequestCodec;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;

@QuarkusTest
@TestProfile(QuarantineRouteTest.WithKey.class)
@QuarkusTestResource(value = KafkaTestResource.class, restrictToAnnotatedClass = true)
class QuarantineRouteTest {

    private static final String NAME = "refused-00000000000000aa";

    public static final class WithKey implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // SHA-256 of "operators-key"
            return Map.of(
                    "baboo.ingest.quarantine.admin-key-sha256",
                    "efbefc3cb71091b4504c341e37fe4e036397126ebc37ff35d3bea9cd056abf66");
        }
    }

    @TestHTTPResource(value = "/quarantine", management = true)
    URL quarantine;

    @Inject
    JournalConfig journalConfig;

    @Inject
    Journal journal;

    @Inject
    TopicReader topic;

    @Test
    void aReinjectedRecordReachesKafkaUnderItsOwnId() throws Exception {
        String conversation = "CH00000000000000000000000000000aaa";
        Path folder = Files.createDirectories(journalConfig.directory().resolve("quarantine"));
        WebhookRequest webhook = new WebhookRequest(
                WebhookRequest.Kind.FORM,
                Instant.parse("2026-08-11T13:03:28.879Z"),
                "/api/webhooks/twilio-event",
                "",
                ("EventType=onMessageAdded&ConversationSid=" + conversation + "&MessageSid=IM7").getBytes(UTF_8),
                null);
        Files.write(folder.resolve(NAME), WebhookRequestCodec.encode(webhook));

        operator().get(quarantine).then().statusCode(200).body("items.name", hasItem(NAME));
        operator().get(quarantine + "/" + NAME).then().statusCode(200).body("eventId", equalTo("message-added:IM7"));
        operator()
                .body(Map.of("names", List.of(NAME), "dryRun", true))
                .post(quarantine + "/reinject")
                .then()
                .statusCode(200)
                .body("done", contains(NAME));
        assertThat(folder.resolve(NAME)).exists();

        operator()
                .body(Map.of("names", List.of(NAME)))
                .post(quarantine + "/reinject")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(false));

        assertThat(new String(
                        topic.await(conversation).headers().lastHeader("ce_id").value(), UTF_8))
                .isEqualTo("message-added:IM7");
        await().atMost(Duration.ofSeconds(30)).until(() -> journal.quarantined() == 0);
    }

    @Test
    void withoutTheKeyThereIsNothingToSee() {
        given().get(quarantine).then().statusCode(401).contentType("application/problem+json");
        given().header("X-Api-Key", "guess").get(quarantine).then().statusCode(401);
        given().header("X-Api-Key", "guess")
                .body("{}")
                .post(quarantine + "/drop")
                .then()
                .statusCode(401);
    }

    @Test
    void badRequestsAreRefused() {
        operator().get(quarantine + "/..%2F..%2Fpublished").then().statusCode(404);
        operator().get(quarantine + "/refused-0").then().statusCode(404);
        for (String body : List.of("", "[]", "null", "{}", "{\"all\":true,\"names\":[\"a\"]}", "no JSON")) {
            operator().body(body).post(quarantine + "/reinject").then().statusCode(400);
        }
        operator()
                .body("{\"names\":[\"" + NAME + "\"]}")
                .post(quarantine + "/drop")
                .then()
                .statusCode(400);
    }

    private static RequestSpecification operator() {
        return given().header("X-Api-Key", "operators-key").contentType("application/json");
    }
}
