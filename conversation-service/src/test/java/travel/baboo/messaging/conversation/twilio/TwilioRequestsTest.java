package travel.baboo.messaging.conversation.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Every request that we make to Twilio Conversations is one that Twilio describes. */
@QuarkusTest
@TestProfile(TwilioRequestsTest.Everything.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class TwilioRequestsTest extends Journey {

    private static final String TEMPLATE = "HX0123456789abcdef0123456789abcdef";

    /** Settings under which every kind of request is made. */
    public static final class Everything implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.conversation.chatbot.flow-sid", "FW0123456789abcdef0123456789abcdef",
                    "baboo.conversation.inquiry.inactive-after", "P7D",
                    "baboo.conversation.inquiry.closed-after", "P30D",
                    "baboo.conversation.inquiry.bots", "bot@example.com",
                    "baboo.conversation.reconcile.requests-per-second", "200");
        }
    }

    @Test
    void theJudgeSeesWhatIsWrong() throws IOException {
        TwilioDescription twilio = new TwilioDescription();
        String messages = "/v1/Services/IS1/Conversations/CH1/Messages";
        assertThat(twilio.judge("POST", messages, null, "Body=x")).isEmpty();
        assertThat(twilio.judge("POST", messages, null, "Text=x")).hasSize(1);
        assertThat(twilio.judge("POST", messages, null, "Body=x&Body=y")).hasSize(1);
        assertThat(twilio.judge("POST", messages, null, "MediaSid=ME1")).hasSize(1);
        assertThat(twilio.judge("GET", messages, "Order=sideways", "")).hasSize(1);
        assertThat(twilio.judge("POST", "/v1/Services/IS1/Conversations/CH1/Webhooks", null, ""))
                .hasSize(1);
        assertThat(twilio.judge("PUT", messages, null, "")).hasSize(1);
    }

    @Test
    void everyRequestIsOneThatTwilioDescribes() throws IOException {
        exercise();
        TwilioDescription twilio = new TwilioDescription();
        List<Map<String, String>> made = sandbox.conversationsRequests();
        Set<String> faults = new TreeSet<>();
        Set<String> kinds = new TreeSet<>();
        for (Map<String, String> request : made) {
            String path = String.valueOf(request.get("path"));
            String method = String.valueOf(request.get("method"));
            faults.addAll(twilio.judge(method, path, request.get("query"), String.valueOf(request.get("body"))));
            kinds.add(method + " "
                    + path.replaceAll(
                            "(?<=/(Services|Conversations|Participants|Messages|Webhooks|Users)/)[^/]+", "*"));
        }
        assertThat(faults).isEmpty();
        assertThat(kinds).hasSizeGreaterThanOrEqualTo(21);
    }

    private void exercise() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String conversation = "/api/conversations/" + sid;
        sandbox.template(TEMPLATE, "Hello {{1}}");
        as(expert)
                .body(Map.of("contentSid", TEMPLATE, "contentVariables", Map.of("1", "A")))
                .post(conversation + "/messages")
                .then()
                .statusCode(201);
        as(expert)
                .body(Map.of("mediaSid", sandbox.media("a.png", "image/png", 1), "body", "x"))
                .post(conversation + "/messages")
                .then()
                .statusCode(201);
        String message = conversation
                + "/messages/"
                + send(sid, inquiryId, "Shall I book?")
                        .statusCode(201)
                        .extract()
                        .path("sid");
        as(expert)
                .header("If-Match", "*")
                .body(Map.of("body", "Shall I book the hut?", "attributes", Map.of("a", 1)))
                .patch(message)
                .then()
                .statusCode(200);
        as(expert).post(conversation + "/read").then().statusCode(200);
        as(expert).delete(message).then().statusCode(204);
        String guest = as(expert)
                .body(Map.of("identity", "guest-" + inquiryId, "name", "Guest"))
                .post(conversation + "/participants")
                .then()
                .statusCode(201)
                .extract()
                .path("sid");
        as(expert)
                .body(Map.of("identity", "guest-" + inquiryId, "name", "Renamed"))
                .post(conversation + "/participants")
                .then()
                .statusCode(201);
        as(expert).delete(conversation + "/participants/" + guest).then().statusCode(204);
        as(expert)
                .body(Map.of("friendlyName", "null", "attributes", Map.of("a", 1)))
                .patch(conversation)
                .then()
                .statusCode(200);
        as(admin).post("/api/admin/reconcile").then().statusCode(202);
        // Everything is what the tests before this one left in the database, too.
        await().atMost(PATIENCE.multipliedBy(6))
                .until(() -> as(admin).get("/api/admin/reconcile").path("run.finishedAt") != null);
        as(admin)
                .body(Map.of("conversationSid", sid))
                .post("/api/admin/reconcile")
                .then()
                .statusCode(200);
        as(admin).get("/api/admin/doctor?identity=maria@example.com").then().statusCode(200);
        as(admin)
                .body(Map.of("to", "bot"))
                .post(conversation + "/handover")
                .then()
                .statusCode(200);
        as(admin)
                .body(Map.of("to", "human"))
                .post(conversation + "/handover")
                .then()
                .statusCode(200);
        as(expert).body(Map.of("state", "closed")).patch(conversation).then().statusCode(200);
        inquiryId = "second-" + inquiryId;
        phone = phone.substring(0, phone.length() - 1) + (phone.endsWith("7") ? "8" : "7");
        inquire().statusCode(201);
        inquiryId = "third-" + inquiryId;
        inquire().statusCode(409);
    }
}
