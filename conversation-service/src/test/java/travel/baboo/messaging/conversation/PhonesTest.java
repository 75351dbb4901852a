package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What phones write and how their numbers are spelled: opt-outs, places, addresses. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class PhonesTest extends Journey {

    @Inject
    WebhookBridge topic;

    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "Stop\\n", " stop\\u00a0", "QUIT"})
    void anOptOutKeywordFromAPhoneIsHonored(String word) {
        String text = word.replace("\\n", "\n").replace("\\u00a0", "\u00a0");
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, text).statusCode(200);
        awaitReason(sid, "opted-out");
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "YES").statusCode(200);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        as(expert).get("/api/conversations/" + sid).then().body("capabilities.reason", nullValue()));
    }

    @Test
    void aPhoneWithoutAKnownProxyNumberIsHeardToo() {
        History history = new History(topic);
        history.conversation();
        history.event(
                "onParticipantAdded",
                "ParticipantSid",
                history.phone,
                "MessagingBinding.Address",
                phone,
                "MessagingBinding.Type",
                "sms",
                "DateCreated",
                history.at(1));
        history.event(
                "onMessageAdded",
                "MessageSid",
                history.message,
                "Index",
                "0",
                "Author",
                phone,
                "ParticipantSid",
                history.phone,
                "Body",
                "STOP",
                "Source",
                "SMS",
                "DateCreated",
                history.at(2));
        awaitReason(history.sid, "opted-out");
    }

    @Test
    void aSharedLocationIsVisible() {
        History history = new History(topic);
        history.conversation();
        history.event(
                "onMessageAdded",
                "MessageSid",
                history.message,
                "Index",
                "0",
                "Author",
                "whatsapp:" + phone,
                "Source",
                "WHATSAPP",
                "DateCreated",
                history.at(2),
                "ChannelMetadata",
                "{\"type\":\"whatsapp\",\"data\":{\"location\":{\"latitude\":\"52.52\",\"longitude\":\"13.40\",\"label\":\"Hotel\"}}}");
        await().atMost(PATIENCE).untilAsserted(() -> as(admin)
                .get("/api/conversations/" + history.sid + "/messages")
                .then()
                .body("items.body", hasItem("Hotel, 52.52,13.40")));
        as(admin)
                .get("/api/conversations/" + history.sid)
                .then()
                .body("lastMessage.body", equalTo("Hotel, 52.52,13.40"));
    }

    @ParameterizedTest
    @CsvSource({
        "whatsapp, whatsapp:US.13491208655302741918, whatsapp:US.13491208655302741918",
        "whatsapp, US.13491208655302741918,          whatsapp:US.13491208655302741918",
        "whatsapp, +5215512345678,                   whatsapp:+5215512345678",
        "sms,      +52 1 55 1234 5678,               +5215512345678",
    })
    void anAddressInAFormThatPhonesHaveIsAccepted(String channel, String written, String address) {
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("traveler", Map.of("name", "Ann", "channel", channel, "address", written));
        inquiry.put("onConflict", "reuse");
        var answer = as(admin).body(inquiry).post("/api/inquiries");
        assertThat(answer.statusCode()).as(answer.asString()).isIn(201, 502);
        pool.preparedQuery("select content -> 'traveler' ->> 'address' as address from inquiry where id = $1")
                .execute(Tuple.of(inquiryId))
                .await()
                .atMost(PATIENCE)
                .forEach(row -> assertThat(row.getString("address")).isEqualTo(address));
    }

    @Test
    void onePersonIsFoundByEverySpellingOfTheirNumber() {
        String digits = phone.substring(phone.length() - 7);
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("traveler", Map.of("name", "Ann", "channel", "sms", "address", "+52155" + "5" + digits));
        String sid = as(expert).body(inquiry).post("/api/inquiries").path("conversationSid");
        awaitMessages(sid, 1);
        external(
                        "test-key",
                        "spelling-" + inquiryId,
                        Map.of(
                                "travelerAddress",
                                "+5255" + "5" + digits,
                                "sender",
                                Map.of("role", "bot"),
                                "body",
                                "Found"))
                .statusCode(201)
                .body("conversationSid", equalTo(sid));
    }

    /** The inputs of C12: after a close, and after a newer conversation. */
    @Test
    void aScenarioRetriesByAddressWhateverHappenedToTheConversation() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        Map<String, Object> message =
                Map.of("travelerAddress", phone, "sender", Map.of("role", "bot"), "body", "Your voucher");
        String sent = external("test-key", "v-" + inquiryId, message)
                .statusCode(201)
                .extract()
                .path("sid");
        close(sid);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> as(expert).get("/api/conversations/" + sid).then().body("state", equalTo("closed")));
        external("test-key", "v-" + inquiryId, message).statusCode(201).body("sid", equalTo(sent));
        String key = "v-" + inquiryId;
        inquiryId = UUID.randomUUID().toString();
        String newer = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(newer, 1);
        external("test-key", key, message).statusCode(201).body("sid", equalTo(sent));
        Map<String, Object> other = new HashMap<>(message);
        other.put("travelerAddress", UnusedPhone.next());
        external("test-key", key, other).statusCode(422);
    }

    private void awaitReason(String sid, String reason) {
        await().atMost(PATIENCE).untilAsserted(() -> as(admin)
                .get("/api/conversations/" + sid)
                .then()
                .statusCode(200)
                .body("capabilities.reason", equalTo(reason)));
    }
}
