package travel.baboo.messaging.conversation.listing;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What can be sent into a conversation now, and why not all of it. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class CapabilitiesTest extends Journey {

    @Inject
    Pool pool;

    @Test
    void afterStopNothingCanBeSentUntilStart() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        capabilities(sid, true, true, null);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, " stop ");
        capabilities(sid, false, false, "opted-out");
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "Start");
        capabilities(sid, true, true, null);
    }

    @Test
    void whatsAppTakesOnlyTemplatesUntilTheTravelerWritesAndADayAfter() {
        String sid = inquireOver("whatsapp", phone);
        awaitMessages(sid, 1);
        capabilities(sid, false, true, "whatsapp-window-closed");
        sandbox.text("whatsapp:" + phone, "whatsapp:" + SandboxCredentials.PHONE_NUMBER, "Hi")
                .statusCode(200);
        capabilities(sid, true, true, null);
        pool.preparedQuery(
                        "update phone_contact set last_inbound_at = last_inbound_at - interval '25 hours' where address = $1")
                .execute(Tuple.of("whatsapp:" + phone))
                .await()
                .atMost(PATIENCE);
        capabilities(sid, false, true, "whatsapp-window-closed").body("capabilities.since", notNullValue());
    }

    @Test
    void aClosedConversationTakesNothing() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        close(sid);
        capabilities(sid, false, false, "closed").body("capabilities.since", notNullValue());
    }

    @Test
    void aTravelerBehindTheRelayGetsTextsAndNoMedia() {
        String sid = inquireOver("relay-sms", phone);

        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid)
                .then()
                .statusCode(200)
                .body("capabilities.text", equalTo(true))
                .body("capabilities.media", equalTo(false)));
    }

    @Test
    void aWhatsAppPhoneBehindTheRelayTakesOnlyTemplatesUntilItWrites() {
        String whatsApp = "whatsapp:" + phone;
        String sid = inquireOver("relay-sms", whatsApp);
        capabilities(sid, false, true, "whatsapp-window-closed");
        awaitMessages(sid, 1);
        capabilities(sid, false, true, "whatsapp-window-closed");

        inquireOver("whatsapp", phone);
        sandbox.text(whatsApp, "whatsapp:" + SandboxCredentials.PHONE_NUMBER, "Hi")
                .statusCode(200);

        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid)
                .then()
                .body("capabilities.text", equalTo(true))
                .body("capabilities.media", equalTo(false)));

        sandbox.text(whatsApp, "whatsapp:" + SandboxCredentials.PHONE_NUMBER, "Stop")
                .statusCode(200);
        capabilities(sid, false, false, "opted-out");
    }

    private String inquireOver(String channel, String address) {
        inquiryId = UUID.randomUUID().toString();
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("traveler", Map.of("name", "Ann", "channel", channel, "address", address));
        return begin(inquiry);
    }

    private ValidatableResponse capabilities(String sid, boolean text, boolean template, @Nullable String reason) {
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid)
                .then()
                .body("capabilities.text", equalTo(text))
                .body("capabilities.media", equalTo(text))
                .body("capabilities.template", equalTo(template))
                .body("capabilities.reason", reason == null ? nullValue() : equalTo(reason)));
        return as(expert).get("/api/conversations/" + sid).then();
    }
}
