package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class InquiryJourneyTest extends Journey {

    @Inject
    Pool pool;

    @Test
    void anInquiryBecomesOneConversationHoweverOftenItIsAskedFor() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        inquire().statusCode(200).body("conversationSid", equalTo(sid));

        sandbox.conversation(sid)
                .body("participants.size()", equalTo(2))
                .body("messages.size()", equalTo(1))
                .body("conversation.uniqueName", equalTo("inquiry_" + inquiryId))
                .body("conversation.friendlyName", equalTo("Traveler Ann - Expert Maria"));
    }

    @Test
    void twoCallersAtOnceMakeOneConversation() {
        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> inquire().extract().statusCode(), AT_ONCE))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(statuses).containsOnlyOnce(201).isSubsetOf(200, 201, 409);
        String sid = inquire().statusCode(200).extract().path("conversationSid");
        sandbox.conversation(sid).body("participants.size()", equalTo(2)).body("messages.size()", equalTo(1));
    }

    @Test
    void theSameInquiryWithOtherContentIsRefusedAndSaysWhatDiffers() {
        inquire().statusCode(201);
        Map<String, Object> other = Map.of(
                "inquiryId",
                inquiryId,
                "traveler",
                Map.of("name", "Bob", "channel", "sms", "address", phone),
                "expert",
                Map.of("identity", "maria@example.com", "name", "Maria"),
                "message",
                "Hello?");
        as(expert)
                .body(other)
                .post("/api/inquiries")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:baboo:messaging:problem:inquiry-differs"))
                .body("detail", equalTo("The inquiry exists with other values: traveler"));
    }

    @Test
    void aTravelersNumberThatIsBoundElsewhereIsAConflictThatNamesTheConversationAndLeavesNothingBehind() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String first = inquiryId;
        inquiryId = UUID.randomUUID().toString();
        inquire()
                .statusCode(409)
                .body("conversationSid", equalTo(sid))
                .body("type", equalTo("urn:baboo:messaging:problem:address-in-use"));
        awaitNoneNamed("inquiry_" + inquiryId);
        as(admin)
                .get("/api/inquiries/" + inquiryId)
                .then()
                .body("state", equalTo("failed"))
                .body("failure", equalTo("urn:baboo:messaging:problem:address-in-use"));
        as(admin).get("/api/inquiries/" + first).then().body("state", equalTo("done"));
    }

    @Test
    void whenAskedAnInquiryJoinsTheConversationThatBindsTheNumber() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        inquiryId = UUID.randomUUID().toString();
        Map<String, Object> second = inquiry("paula@example.com", "Paula", "And in June?");
        second.put("onConflict", "reuse");
        as(expert)
                .body(second)
                .post("/api/inquiries")
                .then()
                .statusCode(201)
                .body("conversationSid", equalTo(sid))
                .body("joined", equalTo(true));
        as(expert)
                .body(second)
                .post("/api/inquiries")
                .then()
                .statusCode(200)
                .body("conversationSid", equalTo(sid))
                .body("joined", equalTo(true));
        awaitMessages(sid, 2);
        sandbox.conversation(sid).body("participants.size()", equalTo(3)).body("messages.size()", equalTo(2));
        awaitNoneNamed("inquiry_" + inquiryId);
        external(
                        "test-key",
                        "to-" + inquiryId,
                        Map.of("inquiryId", inquiryId, "sender", Map.of("role", "bot"), "body", "x"))
                .statusCode(201)
                .body("conversationSid", equalTo(sid));
    }

    @Test
    void everybodyHasTheRightRoleAndIsKnownByName() {
        String identity = "maria " + inquiryId + "@example.com/x";
        String sid = as(expert)
                .body(inquiry(identity, "Maria López", "Hello?"))
                .post("/api/inquiries")
                .then()
                .statusCode(201)
                .extract()
                .path("conversationSid");
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        Map<String, String> roles = new HashMap<>();
        sandbox.get("Services/" + service + "/Roles")
                .extract()
                .<List<Map<String, String>>>path("roles")
                .forEach(role -> roles.put(role.get("friendly_name"), role.get("sid")));
        sandbox.conversation(sid)
                .body(
                        "participants.find { it.identity == '" + identity + "' }.roleSid",
                        equalTo(roles.get("channel user")));
        String user = "users.find { it.identity == '" + identity + "' }";
        sandbox.get("Services/" + service + "/Users?PageSize=100")
                .body(user + ".friendly_name", equalTo("Maria López"))
                .body(user + ".role_sid", equalTo(roles.get("service user")));

        as(admin)
                .body(Map.of("identity", identity + "2", "name", "Nina", "role", "admin"))
                .post("/api/conversations/" + sid + "/participants")
                .then()
                .statusCode(201)
                .body("roleSid", equalTo(roles.get("channel admin")))
                .body("role", equalTo("admin"))
                .body("name", equalTo("Nina"));
        sandbox.get("Services/" + service + "/Users?PageSize=100")
                .body(
                        "users.find { it.identity == '" + identity + "2' }.role_sid",
                        equalTo(roles.get("service admin")));
    }

    @Test
    void aNumberIsUnderstoodAsPeopleWriteIt() {
        String local = "0170 / " + phone.substring(5);
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("traveler", Map.of("name", "Ann", "channel", "sms", "address", local));
        String sid = begin(inquiry);
        sandbox.conversation(sid).body("participants.binding.address", hasItem("+49170" + phone.substring(5)));
        inquiry.put("traveler", Map.of("name", "Ann", "channel", "sms", "address", "+49170" + phone.substring(5)));
        as(expert).body(inquiry).post("/api/inquiries").then().statusCode(200);
    }

    @Test
    void aWrongNumberIsRefusedBeforeAnythingIsMade() {
        for (String wrong :
                List.of("12", "+49", "call me", "+1555123456789012345", "0170-ABC-DEFG", "+15551234567;ext=5")) {
            inquiryId = UUID.randomUUID().toString();
            Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
            inquiry.put("traveler", Map.of("name", "Ann", "channel", "sms", "address", wrong));
            as(expert)
                    .body(inquiry)
                    .post("/api/inquiries")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
            awaitNoneNamed("inquiry_" + inquiryId);
            as(admin).get("/api/inquiries/" + inquiryId).then().statusCode(404);
        }
    }

    @Test
    void anInquiryThatFailedHalfWayIsFinishedByTheServiceItself() {
        for (String moment : List.of("before", "after")) {
            inquiryId = UUID.randomUUID().toString();
            phone = UnusedPhone.next();
            sandbox.fault(
                    Map.of("method", "POST", "path", ".*/Messages", "kind", "status", "moment", moment, "status", 503));
            inquire().statusCode(502);
            await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                    .get("/api/inquiries/" + inquiryId)
                    .then()
                    .body("state", equalTo("done"))
                    .body("attempts", greaterThanOrEqualTo(2)));
            String sid = inquire().statusCode(200).extract().path("conversationSid");
            sandbox.conversation(sid).body("participants.size()", equalTo(2)).body("messages.size()", equalTo(1));
        }
    }

    @Test
    void anInquiryWhoseInstanceDiedIsFinishedByAnother() {
        sandbox.fault(
                Map.of("method", "POST", "path", ".*/Participants", "kind", "status", "status", 400, "code", 20001));
        inquire().statusCode(400);
        as(expert).get("/api/inquiries/" + inquiryId).then().body("state", equalTo("failed"));
        // As a killed instance leaves it: under a lease that has run out.
        pool.preparedQuery("update inquiry set leased_until = now() - interval '1 second' where id = $1")
                .execute(Tuple.of(inquiryId))
                .await()
                .atMost(PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        as(expert).get("/api/inquiries/" + inquiryId).then().body("state", equalTo("done")));
        String stranger = sandbox.login("eve@example.com", "Eve", "expert");
        as(stranger).get("/api/inquiries/" + inquiryId).then().statusCode(404);
    }

    /** The call took effect, and its repetition is refused. Which code Twilio uses within one conversation is not documented. */
    @ParameterizedTest
    @ValueSource(ints = {50416, 50433})
    void aPhoneThatIsBoundInTheInquirysOwnConversationIsNoConflict(int code) {
        sandbox.fault(Map.of(
                "method",
                "POST",
                "path",
                ".*/Participants",
                "kind",
                "status",
                "moment",
                "after",
                "status",
                409,
                "code",
                code,
                "times",
                1));

        String sid = inquire().statusCode(201).extract().path("conversationSid");

        sandbox.conversation(sid).body("participants.size()", equalTo(2)).body("messages.size()", equalTo(1));
    }

    @Test
    void aRequestThatLosesItsClaimDeletesNothingAndIsAskedToRetry() {
        sandbox.fault(
                Map.of("method", "POST", "path", ".*/Participants", "kind", "latency", "delay", "PT10S", "times", 1));
        CompletableFuture<ValidatableResponse> slow = CompletableFuture.supplyAsync(this::inquire, AT_ONCE);
        // As left by an instance that claimed it after the lease had expired, and died.
        await().atMost(PATIENCE)
                .until(() -> pool.preparedQuery(
                                        """
                                update inquiry set lease_owner = gen_random_uuid(), leased_until = now() - interval '1 second'
                                 where id = $1 and step = 'phone'
                                """)
                                .execute(Tuple.of(inquiryId))
                                .await()
                                .atMost(PATIENCE)
                                .rowCount()
                        == 1);
        slow.join().statusCode(409).header("Retry-After", "2").body("detail", containsString("taken the inquiry over"));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        as(expert).get("/api/inquiries/" + inquiryId).then().body("state", equalTo("done")));
        String sid = inquire().statusCode(200).extract().path("conversationSid");
        sandbox.conversation(sid).body("participants.size()", equalTo(2)).body("messages.size()", equalTo(1));
    }

    /** Neither at Twilio nor in the mirror, as soon as that has heard of it. */
    private void awaitNoneNamed(String uniqueName) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(conversationsNamed(uniqueName)).isEmpty());
    }

    private List<String> conversationsNamed(String uniqueName) {
        List<String> found = new ArrayList<>();
        for (Row row : pool.preparedQuery("select sid from conversation where unique_name = $1 and removed_at is null")
                .execute(Tuple.of(uniqueName))
                .await()
                .atMost(PATIENCE)) {
            found.add(row.getString("sid"));
        }
        String service = as(admin).post("/api/admin/provision").path("environment.TWILIO_CONVERSATIONS_SERVICE_SID");
        sandbox.find("Services/" + service + "/Conversations/" + uniqueName).ifPresent(found::add);
        return found;
    }

    @Test
    void provisioningTwiceChangesNothing() {
        assertThat(as(admin).post("/api/admin/provision").then().extract().<List<String>>path("steps.outcome"))
                .containsOnly("found");
        as(expert).post("/api/admin/provision").then().statusCode(403).contentType("application/problem+json");
    }
}
