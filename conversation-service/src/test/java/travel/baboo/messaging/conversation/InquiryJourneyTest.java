package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

@QuarkusTest
@QuarkusTestResource(SandboxTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(KafkaTestResource.class)
class InquiryJourneyTest extends Journey {
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
                        CompletableFuture.supplyAsync(() -> inquire().extract().statusCode()))
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
    void aTravelersNumberThatIsBoundElsewhereIsAConflictThatNamesTheConversation() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        inquiryId = UUID.randomUUID().toString();
        inquire().statusCode(409).body("conversationSid", equalTo(sid));
    }

    @Test
    void provisioningTwiceChangesNothing() {
        assertThat(as(admin).post("/api/admin/provision").then().extract().<List<String>>path("steps.outcome"))
                .containsOnly("found");
        as(expert).post("/api/admin/provision").then().statusCode(403).contentType("application/problem+json");
    }
}
