package travel.baboo.messaging.ingest;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.ingest.signature.SignedRequest;
import travel.baboo.messaging.ingest.webhook.SignedWebhooks;
import travel.baboo.messaging.ingest.webhook.TopicReader;

/** The service as it is packaged, as a jar or as a native executable, in a process of its own, with a real Kafka behind it. */
@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class IngestServiceIT {

    private static final String PATH = "/api/webhooks/twilio-event";

    private final SignedWebhooks webhooks = new SignedWebhooks();

    PackagedService service = new PackagedService();

    @Test
    void everyPathAndEveryWayOfCarryingFieldsReachesTheTopic() {
        for (String name : List.of(
                "twilio-event",
                "message-added",
                "conversation-state-updated",
                "participant-added",
                "participant-removed",
                "conversation-added")) {
            String conversation = SignedWebhooks.sid("CH");
            webhooks.post("/api/webhooks/" + name, "EventType=onConversationAdded&ConversationSid=" + conversation)
                    .then()
                    .statusCode(200)
                    .body(emptyString());
            assertThat(id(topic().await(conversation))).isEqualTo("conversation-added:" + conversation);
        }

        String fromJson = SignedWebhooks.sid("CH");
        webhooks.postJson(
                        PATH,
                        "{\"EventType\":\"onConversationAdded\",\"ConversationSid\":\"" + fromJson + "\",\"N\":[1]}")
                .then()
                .statusCode(200);
        ConsumerRecord<String, byte[]> record = topic().await(fromJson);
        assertThat(new String(record.value(), UTF_8)).contains("\"N\":\"[1]\"");

        String fromQuery = SignedWebhooks.sid("CH");
        String query = "?EventType=onConversationAdded&ConversationSid=" + fromQuery;
        SignedWebhooks.request()
                .header(
                        "X-Twilio-Signature",
                        webhooks.sign(new SignedRequest(PATH, query, "", List.of(), false, new byte[0])))
                .get(PATH + query)
                .then()
                .statusCode(200);
        assertThat(id(topic().await(fromQuery))).isEqualTo("conversation-added:" + fromQuery);

        String sms = SignedWebhooks.sid("SM");
        webhooks.post("/api/webhooks/message-status", "MessageSid=" + sms + "&MessageStatus=delivered")
                .then()
                .statusCode(200);
        assertThat(id(topic().await(sms))).isEqualTo("sms-status-updated:" + sms + ":delivered");
    }

    @Test
    void whatIsNotTwiliosOrNoWebhookIsRefused() {
        SignedWebhooks.request()
                .contentType("application/x-www-form-urlencoded")
                .body("EventType=onMessageAdded")
                .post(PATH)
                .then()
                .statusCode(403)
                .body(emptyString());
        webhooks.post(PATH, "Body=" + "x".repeat(256 * 1024))
                .then()
                .statusCode(413)
                .contentType("application/problem+json")
                .body("status", equalTo(413));
        SignedWebhooks.request().put(PATH).then().statusCode(405).contentType("application/problem+json");
        SignedWebhooks.request()
                .contentType("text/xml")
                .body("<a/>")
                .post(PATH)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
        SignedWebhooks.request()
                .post("/api/webhooks/other")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void healthAndMetricsAreOnAPortOfTheirOwn() {
        given().get(service.management() + "/health/live")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"));
        given().get(service.management() + "/health/ready")
                .then()
                .statusCode(200)
                .body(containsString("journal"));
        given().accept("text/plain")
                .get(service.management() + "/metrics")
                .then()
                .statusCode(200)
                .body(containsString("baboo_ingest_webhooks_total"))
                .body(containsString("baboo_ingest_journal_writable 1"))
                .body(containsString("baboo_ingest_webhook_duration_seconds_bucket"));
        given().get("/q/metrics").then().statusCode(404);
    }

    private TopicReader topic() {
        return new TopicReader(service.bootstrapServers());
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), UTF_8);
    }
}
