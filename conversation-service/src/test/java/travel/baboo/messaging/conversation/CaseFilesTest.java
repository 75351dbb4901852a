package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Cases that other people's products have met, tried on this one. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class CaseFilesTest extends Journey {

    @Inject
    WebhookBridge topic;

    @Inject
    Pool pool;

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    @Test
    void aNumberThatIsBoundInAnotherServiceIsAConflictAndNoStormOfRequests() {
        String other = sandbox.quietly("Services", Map.of("FriendlyName", "Somebody else's"))
                .statusCode(201)
                .extract()
                .path("sid");
        String conversation = sandbox.quietly("Services/" + other + "/Conversations", Map.of("FriendlyName", "x"))
                .statusCode(201)
                .extract()
                .path("sid");
        sandbox.quietly(
                        "Services/" + other + "/Conversations/" + conversation + "/Participants",
                        Map.of(
                                "MessagingBinding.Address",
                                phone,
                                "MessagingBinding.ProxyAddress",
                                SandboxCredentials.PHONE_NUMBER))
                .statusCode(201);
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("onConflict", "reuse");
        int before = sandbox.requests();
        as(admin)
                .body(inquiry)
                .post("/api/inquiries")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:baboo:messaging:problem:address-in-use"))
                .body("conversationSid", nullValue());
        assertThat(sandbox.requests() - before).isLessThan(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "Stop\\n", " stop\\u00a0", "QUIT"})
    void whatAPhoneSaysAboutWantingMessagesIsHeard(String word) {
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
    void aPhoneWhoseNumberOfOursIsNotToldIsHeardToo() {
        History history = new History();
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
    void theNewestReadHorizonCountsThoughItIsLower() {
        History history = new History();
        history.conversation();
        for (int i = 0; i < 5; i++) {
            history.event(
                    "onMessageAdded",
                    "MessageSid",
                    sid("IM"),
                    "Index",
                    "" + i,
                    "Author",
                    "ann",
                    "Body",
                    "m" + i,
                    "Source",
                    "SDK",
                    "DateCreated",
                    history.at(2));
        }
        history.event(
                "onParticipantAdded",
                "ParticipantSid",
                history.phone,
                "Identity",
                "maria@example.com",
                "DateCreated",
                history.at(1));
        history.event(
                "onParticipantUpdated",
                "ParticipantSid",
                history.phone,
                "Identity",
                "maria@example.com",
                "LastReadMessageIndex",
                "1",
                "DateCreated",
                history.at(1),
                "DateUpdated",
                history.at(20));
        history.event(
                "onParticipantUpdated",
                "ParticipantSid",
                history.phone,
                "Identity",
                "maria@example.com",
                "LastReadMessageIndex",
                "4",
                "DateCreated",
                history.at(1),
                "DateUpdated",
                history.at(10));
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + history.sid)
                .then()
                .statusCode(200)
                .body("unread", equalTo(3)));
    }

    @Test
    void aPlaceThatSomebodySendsIsVisible() {
        History history = new History();
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

    @Test
    void anInquiryWhoseConversationIsGoneIsNoConversation() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        sandbox.quietlyDelete("Services/" + service + "/Conversations/" + sid);
        inquire().statusCode(409).body("detail", containsString("removed"));
    }

    /** The inputs of F7: what cannot be read is left out, and stops nobody. */
    @Test
    void fieldsThatCannotBeReadAreLeftOut() {
        History history = new History();
        history.conversation();
        String third = sid("IM");
        history.event(
                "onMessageAdded",
                "MessageSid",
                history.message,
                "Index",
                "0",
                "Author",
                "ann",
                "Body",
                "one",
                "Media",
                "[{oops",
                "Attributes",
                "nonsense",
                "Source",
                "SDK",
                "DateCreated",
                history.at(1));
        history.event(
                "onMessageAdded",
                "MessageSid",
                sid("IM"),
                "Author",
                "ann",
                "Body",
                "two",
                "Source",
                "SDK",
                "DateCreated",
                history.at(2));
        history.event(
                "onMessageAdded",
                "MessageSid",
                third,
                "Index",
                "99999999999999999999",
                "Author",
                "ann",
                "Body",
                "th\u0000ree",
                "Source",
                "SDK",
                "DateCreated",
                "Sat, 21 Nov 2026 09:00:00 +0000");
        history.event(
                "onMessageAdded",
                "MessageSid",
                sid("IM"),
                "Index",
                "5",
                "Author",
                "ann",
                "Body",
                "four",
                "Source",
                "SDK",
                "DateCreated",
                "0000-01-01T00:00:00.000Z");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(as(admin)
                        .get("/api/conversations/" + history.sid + "/messages")
                        .<List<String>>path("items.body"))
                .containsExactly("one", "two", "three", "four"));
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
    void aScenarioRepeatsByAddressWhateverBecameOfTheConversation() {
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

    @Test
    void aBlankFirstMessageIsRefusedBeforeAnythingIsMade() {
        for (String blank : List.of("", " ", "\n\t", "\u2003")) {
            as(expert)
                    .body(inquiry("maria@example.com", "Maria", blank))
                    .post("/api/inquiries")
                    .then()
                    .statusCode(400);
        }
        as(admin).get("/api/inquiries/" + inquiryId).then().statusCode(404);
    }

    /** As a release stores it that knows no field of a later one, and as one that knows a further field. */
    @Test
    void aStoredInquiryIsTheSameWhateverFieldsAReleaseKnows() {
        inquire().statusCode(201);
        for (String sql : List.of(
                "update inquiry set content = content - 'subject' where id = $1",
                "update inquiry set content = content || '{\"later\": null, \"subject\": null}' where id = $1")) {
            pool.preparedQuery(sql).execute(Tuple.of(inquiryId)).await().atMost(PATIENCE);
            inquire().statusCode(200);
        }
    }

    @Test
    void callersDoNotUseUpTheServicesOwnAttempts() {
        sandbox.fault(
                Map.of("method", "POST", "path", ".*/Participants", "kind", "status", "status", 503, "times", 14));
        for (int i = 0; i < 10; i++) {
            inquire();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        as(expert).get("/api/inquiries/" + inquiryId).then().body("state", equalTo("done")));
    }

    @Test
    void aDoubleMembershipListsAConversationOnceAndEndsNoListEarly() {
        String member = "twin-" + inquiryId + "@example.com";
        String token = sandbox.login(member, "Twin", "expert");
        for (int i = 0; i < 3; i++) {
            History history = new History();
            history.conversation();
            for (String participant : List.of(sid("MB"), sid("MB"))) {
                history.event(
                        "onParticipantAdded",
                        "ParticipantSid",
                        participant,
                        "Identity",
                        member,
                        "DateCreated",
                        history.at(i));
            }
        }
        await().atMost(PATIENCE)
                .until(() -> as(token)
                                .get("/api/conversations")
                                .<List<?>>path("items")
                                .size()
                        == 3);
        String next = as(token).get("/api/conversations?limit=2").path("next");
        assertThat(next).isNotNull();
        assertThat(as(token).get("/api/conversations?limit=2&cursor=" + next).<List<?>>path("items"))
                .hasSize(1);
    }

    private void awaitReason(String sid, String reason) {
        await().atMost(PATIENCE).untilAsserted(() -> as(admin)
                .get("/api/conversations/" + sid)
                .then()
                .statusCode(200)
                .body("capabilities.reason", equalTo(reason)));
    }

    private static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    /** Webhooks of a conversation that nobody but the topic knows. */
    private final class History {
        final String sid = CaseFilesTest.sid("CH");
        final String phone = CaseFilesTest.sid("MB");
        final String message = CaseFilesTest.sid("IM");
        private final Instant start = Instant.parse("2026-11-21T09:00:00Z");

        String at(int seconds) {
            return start.plusSeconds(seconds).toString();
        }

        void conversation() {
            event(
                    "onConversationAdded",
                    "FriendlyName",
                    "History",
                    "State",
                    "active",
                    "Attributes",
                    "{}",
                    "DateCreated",
                    at(0));
        }

        void event(String type, String... pairs) {
            Map<String, String> fields = new HashMap<>(Map.of("EventType", type, "ConversationSid", sid));
            for (int i = 0; i < pairs.length; i += 2) {
                fields.put(pairs[i], pairs[i + 1]);
            }
            topic.publish(TwilioEvents.fromFields(type, TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK));
        }
    }
}
