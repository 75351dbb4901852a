package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What waits, and what is made again: useful times, loops, texts. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class PauseTest extends RelayTestBase {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;

    @Inject
    Pool pool;

    @AfterEach
    void everythingIsWellAgain() {
        hookAnswers(HOOK, Map.of());
        admin().post("/api/destinations/make/resume").then().statusCode(200);
    }

    /** A day's pause made every message of the day before expire. */
    @Test
    void aPauseTakesNothingFromTheUsefulTime() {
        directory("sms", "+15551230401");
        admin().post("/api/destinations/make/pause").then().statusCode(200);
        expertWrites(0, "waits");
        awaitStates("make", "waiting");
        // As if all that had been a day and an hour ago.
        execute(
                "update delivery set created_at = created_at - interval '25 hours', expires_at = expires_at - interval '25 hours'"
                        + " where lane = $1");
        pool.query("update destination_state set paused_at = paused_at - interval '25 hours' where name = 'make'")
                .execute()
                .await()
                .atMost(PATIENCE);

        admin().post("/api/destinations/make/resume").then().statusCode(200);

        awaitStates("make", "delivered");
        assertThat(bodiesTakenBy(HOOK)).containsExactly("waits");
    }

    @Test
    void theUsefulTimeOfAReplayIsItsDestinationsHoweverOftenItIsReplayed() {
        directory("sms", "+15551230402");
        hookAnswers(HOOK, Map.of("kind", "reject"));
        expertWrites(0, "again and again");
        awaitStates("make", "failed");
        for (int i = 0; i < 5; i++) {
            replay(Map.of("conversation", conversation)).then().body("deliveries.make", equalTo(1));
            awaitStates("make", "failed");
        }
        Instant expires =
                Instant.parse(String.valueOf(deliveriesTo("make").get(0).get("expiresAt")));
        assertThat(expires).isBefore(Instant.now().plus(Duration.ofHours(24)).plusSeconds(60));
    }

    @Test
    void aReplayThatNamesNoDestinationSendsNoTextsAndNeverALoop() {
        String phone = newPhone();
        directory("relay-sms", phone);
        expertWrites(0, "sent once");
        message(1, "bot", "API", "a loop", "{\"from\":\"Bot\",\"hops\":9}");
        awaitStates("sms", "delivered", "failed");
        awaitStates("make", "delivered", "failed");
        execute(
                "update delivery set state = 'failed', last_outcome = 'rejected' where lane = $1 and message_index = 0");

        replay(Map.of("conversation", conversation))
                .then()
                .body("deliveries.make", equalTo(1))
                .body("deliveries.sms", equalTo(null));
        awaitStates("make", "delivered", "failed");
        awaitStates("sms", "failed", "failed");

        replay(Map.of("conversation", conversation, "destination", "sms"))
                .then()
                .body("deliveries.sms", equalTo(1));
        awaitStates("sms", "delivered", "failed");
        awaitTexts(phone, "sent once", "sent once");
    }

    @Test
    void aLoopThatIsMadeAgainByHandGoesNoFurther() {
        directory("sms", "+15551230403");
        message(0, "bot", "API", "a loop", "{\"from\":\"Bot\",\"hops\":9}");
        awaitStates("make", "failed");
        admin().post("/api/deliveries/" + firstAt("make") + "/retry").then().statusCode(200);
        expertWrites(1, "behind it");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly("behind it"));
        awaitStates("make", "failed", "delivered");
        delivery(firstAt("make")).body("lastOutcome", equalTo("loop"));
    }

    private Response replay(Map<String, Object> filter) {
        return admin().body(Map.of("filter", new HashMap<>(filter), "dryRun", false))
                .post("/api/deliveries/replay");
    }

    private void execute(String sql) {
        pool.preparedQuery(sql).execute(Tuple.of(conversation)).await().atMost(PATIENCE);
    }
}
