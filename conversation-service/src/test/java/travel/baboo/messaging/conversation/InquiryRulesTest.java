package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Inquiries whose number, conversation or content is unusual. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class InquiryRulesTest extends Journey {

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

    @Test
    void anInquiryWhoseConversationIsGoneIsNoConversation() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        sandbox.quietlyDelete("Services/" + service + "/Conversations/" + sid);
        inquire().statusCode(409).body("detail", containsString("removed"));
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
}
