package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Twilio takes longer than we wait, the pool is small, and everything is asked at once. */
@QuarkusTest
@TestProfile(OnceTest.Impatient.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class OnceTest extends Journey {

    /** A service that soon gives up on an answer, with two connections for everything but the mirror and the search. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.twilio.request-timeout", "5s",
                    "baboo.conversation.message.grace", "20s",
                    "baboo.conversation.twilio-guard.window", "200",
                    "quarkus.datasource.reactive.max-size", "2");
        }
    }

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    /** The input of the fault: the POST takes longer than we wait, and the caller repeats with the same key. */
    @Test
    void aMessageThatTwilioTakesLateIsThereOnce() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.fault(
                Map.of("method", "POST", "path", sid + "/Messages", "kind", "latency", "delay", "PT15S", "times", 1));
        send(sid, "slow", "Once").statusCode(504);
        Response again = send(sid, "slow", "Once").extract().response();
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(Integer.parseInt(again.header("Retry-After"))).isPositive();
        await().atMost(PATIENCE).until(() -> send(sid, "slow", "Once").extract().statusCode() == 201);
        sandbox.conversation(sid).body("messages.findAll { it.body == 'Once' }.size()", equalTo(1));
    }

    /** Two hundred messages behind it, it is still found. */
    @Test
    void anEarlierAttemptIsFoundHoweverManyMessagesCameSince() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.loseAnswer(sid + "/Messages");
        send(sid, "old", "Long ago").statusCode(502);
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        for (int i = 0; i < 120; i++) {
            sandbox.quietly("Services/" + service + "/Conversations/" + sid + "/Messages", Map.of("Body", "m" + i))
                    .statusCode(201);
        }
        send(sid, "old", "Long ago").statusCode(201);
        sandbox.conversation(sid).body("messages.findAll { it.body == 'Long ago' }.size()", equalTo(1));
    }

    /** The input of the fault: experts leave while Twilio is slow, each of them holding a connection. */
    @Test
    void whileTwilioIsSlowTheRestOfTheServiceAnswers() {
        List<String> sids = IntStream.range(0, 6)
                .mapToObj(i -> {
                    inquiryId = java.util.UUID.randomUUID().toString();
                    Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
                    inquiry.put("traveler", Map.of("name", "Ann", "channel", "web", "identity", "guest-" + inquiryId));
                    return as(expert).body(inquiry).post("/api/inquiries").<String>path("conversationSid");
                })
                .toList();
        sids.forEach(sid -> awaitMessages(sid, 1));
        List<String> marias = sids.stream()
                .map(sid -> sandbox.conversation(sid)
                        .extract()
                        .<String>path("participants.find { it.identity == 'maria@example.com' }.sid"))
                .toList();
        sandbox.fault(Map.of("method", "GET", "path", "/Participants", "kind", "latency", "delay", "PT4S", "times", 6));
        List<CompletableFuture<Integer>> leaving = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> as(expert)
                                .delete("/api/conversations/" + sids.get(i) + "/participants/" + marias.get(i))
                                .statusCode(),
                        AT_ONCE))
                .toList();
        int answeredMeanwhile = 0;
        while (!leaving.stream().allMatch(CompletableFuture::isDone)) {
            as(expert).get("/api/conversations/" + sids.get(0)).then().statusCode(200);
            if (!leaving.stream().allMatch(CompletableFuture::isDone)) {
                answeredMeanwhile++;
            }
        }
        assertThat(answeredMeanwhile).isPositive();
        // 504: on a busy machine the slow Twilio is too slow.
        assertThat(leaving.stream().map(CompletableFuture::join)).isSubsetOf(409, 504);
    }

    @Test
    void twoExpertsWhoRemoveEachOtherLeaveOne() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        as(expert)
                .body(Map.of("identity", "paula@example.com", "name", "Paula"))
                .post("/api/conversations/" + sid + "/participants")
                .then()
                .statusCode(201);
        String paula = sandbox.login("paula@example.com", "Paula", "expert");
        await().atMost(PATIENCE)
                .until(() -> as(paula).get("/api/conversations/" + sid).statusCode() == 200);
        List<CompletableFuture<Integer>> removals =
                List.of(Map.entry(expert, "paula@example.com"), Map.entry(paula, "maria@example.com")).stream()
                        .map(removal -> {
                            String participant = sandbox.conversation(sid)
                                    .extract()
                                    .path("participants.find { it.identity == '" + removal.getValue() + "' }.sid");
                            return CompletableFuture.supplyAsync(
                                    () -> as(removal.getKey())
                                            .delete("/api/conversations/" + sid + "/participants/" + participant)
                                            .statusCode(),
                                    AT_ONCE);
                        })
                        .toList();
        // If the mirror already has the removal, the participant is no longer a member: 404.
        assertThat(removals.stream().map(CompletableFuture::join))
                .containsOnlyOnce(204)
                .isSubsetOf(204, 404, 409);
        sandbox.conversation(sid).body("participants.findAll { it.identity != null }.size()", equalTo(1));
        String last = sandbox.conversation(sid).extract().path("participants.find { it.identity != null }.sid");
        as(admin)
                .delete("/api/conversations/" + sid + "/participants/" + last)
                .then()
                .statusCode(409);
    }
}
