package travel.baboo.messaging.conversation.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Twilio slow, away, or asking for patience: callers get an answer at once, and the rest of the service goes on. */
@QuarkusTest
@TestProfile(TwilioAwayTest.QuickGuard.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class TwilioAwayTest extends Journey {

    /** A guard that notices soon and has little room. */
    public static final class QuickGuard implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.conversation.twilio-guard.window", "4",
                    "baboo.conversation.twilio-guard.open-duration", "5s",
                    "baboo.conversation.twilio-guard.concurrent-calls", "4",
                    "baboo.conversation.twilio-guard.waiting-calls", "4",
                    "baboo.conversation.inquiry.resume-every", "1h");
        }
    }

    @Inject
    MeterRegistry meters;

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    @Test
    void whenTwilioFailsItIsLeftAloneAndThenTriedAgain() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.fault(Map.of("path", ".*/Messages", "kind", "status", "status", 503, "times", 50));
        await().atMost(PATIENCE).until(() -> post(sid, "x").statusCode() == 503);
        int asked = sandbox.requests();
        var refused = post(sid, "x");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 5);
        assertThat(sandbox.requests()).isEqualTo(asked);
        assertThat(meters.get(TwilioGuard.STATE).gauge().value()).isEqualTo(2);
        as(expert).get("/api/conversations/" + sid).then().statusCode(200);

        sandbox.heal();
        await().atMost(PATIENCE).until(() -> post(sid, "there again").statusCode() == 201);
        assertThat(meters.get(TwilioGuard.STATE).gauge().value()).isEqualTo(0);
    }

    @Test
    void aShortRetryAfterIsWaitedForHereAndALongOneIsTheCallers() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.fault(Map.of(
                "path",
                ".*/Messages",
                "kind",
                "status",
                "status",
                429,
                "code",
                20429,
                "retryAfterSeconds",
                1,
                "times",
                1));
        assertThat(post(sid, "after a second").statusCode()).isEqualTo(201);
        sandbox.fault(Map.of(
                "path",
                ".*/Messages",
                "kind",
                "status",
                "status",
                429,
                "code",
                20429,
                "retryAfterSeconds",
                60,
                "times",
                1));
        var slowDown = post(sid, "too fast");
        assertThat(slowDown.statusCode()).isEqualTo(429);
        assertThat(slowDown.header("Retry-After")).isEqualTo("60");
        sandbox.conversation(sid).body("messages.size()", equalTo(2));
    }

    @Test
    void slowCallsBindOnlySoMuchAndNothingElse() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.fault(Map.of("path", ".*/Messages", "kind", "latency", "delay", "PT4S", "times", 100));
        List<CompletableFuture<Integer>> slow = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            slow.add(CompletableFuture.supplyAsync(() -> post(sid, "slow").statusCode(), AT_ONCE));
        }
        // Eight find no room and get an answer at once, while the others wait.
        await().atMost(PATIENCE)
                .until(() -> slow.stream().filter(Future::isDone).count() >= 1);
        assertThat(slow).anyMatch(call -> !call.isDone());
        as(expert).get("/api/conversations/" + sid + "/messages").then().statusCode(200);
        assertThat(slow).anyMatch(call -> !call.isDone());
        List<Integer> statuses = slow.stream().map(CompletableFuture::join).toList();
        assertThat(statuses).contains(201, 503).isSubsetOf(201, 503);
        assertThat(meters.get(TwilioGuard.REFUSED)
                        .tag("reason", "bulkhead")
                        .counter()
                        .count())
                .isPositive();
    }

    private Response post(String sid, String body) {
        return as(expert).body(Map.of("body", body)).post("/api/conversations/" + sid + "/messages");
    }
}
