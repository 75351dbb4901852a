package travel.baboo.messaging.conversation.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** How a message came into the mirror, step by step. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class MessageJourneyResourceTest extends Journey {

    private String sid = "";

    @BeforeEach
    void begin() {
        sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
    }

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    @Test
    void theStepsAreInTheirOrder() {
        String message = send(sid, "key-" + sid, "The hut is open")
                .statusCode(201)
                .extract()
                .path("sid");
        await().atMost(PATIENCE).untilAsserted(() -> journey(message).body("ways", equalTo(List.of("webhook"))));

        ValidatableResponse journey = journey(message)
                .body("conversationSid", equalTo(sid))
                .body("index", equalTo(1))
                .body("from", equalTo("Maria - Local Expert"))
                .body("source", equalTo("API"))
                .body("removed", equalTo(false))
                .body("eventId", equalTo("message-added:" + message))
                .body(not(containsString("The hut is open")));
        List<Instant> steps = List.of("requestedAt", "occurredAt", "receivedAt", "publishedAt", "mirroredAt").stream()
                .map(step -> Instant.parse(journey.extract().<String>path(step)).truncatedTo(ChronoUnit.MILLIS))
                .toList();
        // Times of two clocks; Twilio's and Kafka's are in whole milliseconds.
        assertThat(steps.get(1)).isAfterOrEqualTo(steps.get(0).minusSeconds(1));
        assertThat(steps.subList(2, 5)).isSorted();
    }

    /** Mirrored by Twilio's answer alone. */
    @Test
    void aMessageThatNobodyReportedHasNoWay() {
        sandbox.webhookFault(Map.of("kind", "drop", "eventType", "onMessageAdded", "times", 1));
        String message = send(sid, "key-" + sid, "The hut is open")
                .statusCode(201)
                .extract()
                .path("sid");
        journey(message).body("ways", empty()).body("receivedAt", nullValue()).body("mirroredAt", nullValue());
    }

    @Test
    void receiptsSayHowFarItCameToWhom() {
        sandbox.behave(phone, "undelivered", 30003);
        String message = send(sid, "key-" + sid, "The hut is open")
                .statusCode(201)
                .extract()
                .path("sid");
        await().atMost(PATIENCE).untilAsserted(() -> journey(message)
                .body("receipts.status", hasItem("undelivered"))
                .body("receipts.errorCode", hasItem("30003"))
                .body("receipts.channel", hasItem("sms")));
    }

    @Test
    void anUnknownMessageIs404() {
        for (String unknown : List.of("IM" + "0".repeat(32), "nonsense", sid)) {
            as(admin)
                    .get("/api/admin/messages/" + unknown)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    private ValidatableResponse journey(String message) {
        return as(admin).get("/api/admin/messages/" + message).then().statusCode(200);
    }
}
