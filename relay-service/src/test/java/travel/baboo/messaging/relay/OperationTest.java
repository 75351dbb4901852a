package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What an operator looks through: pages, filters, and what the dashboards draw. */
@QuarkusTest
@TestProfile(OperationTest.Watched.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class OperationTest extends RelayTestBase {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;

    public static final class Watched implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.relay.retention.measure-every", "200ms");
        }
    }

    @Inject
    MeterRegistry meters;

    @AfterEach
    void makeIsWellAgain() {
        hookAnswers(HOOK, Map.of());
        admin().post("/api/destinations/make/resume").then().statusCode(200);
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeatThoughNewOnesCome() {
        directory("sms", "+15551230101");
        IntStream.range(0, 7).forEach(i -> expertWrites(i, "m" + i));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statesAt("make")).hasSize(7).containsOnly("delivered"));
        List<Object> whole = new ArrayList<>();
        deliveriesTo("make").forEach(delivery -> whole.add(0, delivery.get("id")));

        List<Object> paged = new ArrayList<>();
        @Nullable String cursor = null;
        int pages = 0;
        do {
            JsonPath page = admin().get("/api/deliveries?limit=3&destination=make&conversation=" + conversation
                            + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            paged.addAll(page.getList("items.id"));
            cursor = page.getString("next");
            pages++;
            expertWrites(100 + pages, "meanwhile");
        } while (cursor != null);

        assertThat(paged).isEqualTo(whole);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void filtersFindByEventStateAndTime() {
        directory("sms", "+15551230102");
        // Until ours is refused, and not just once: another test's delivery may come between.
        hookAnswers(HOOK, Map.of("kind", "reject"));
        Instant early = Instant.now().minusSeconds(3_600);
        message(early, 0, "maria@example.com", "SDK", "an hour ago", "{}");
        awaitStates("make", "failed");
        hookAnswers(HOOK, Map.of());
        expertWrites(1, "now");
        awaitStates("make", "failed", "delivered");
        Map<String, Object> old = deliveriesTo("make").get(0);
        String mine = "/api/deliveries?conversation=" + conversation;
        String id = String.valueOf(old.get("id"));

        admin().get(mine + "&event=" + old.get("eventId")).then().body("items.id", contains(id));
        admin().get(mine + "&state=failed").then().body("items.id", contains(id));
        admin().get(mine + "&until=" + early.plusSeconds(60)).then().body("items.id", contains(id));
        admin().get(mine + "&since=" + early.plusSeconds(60) + "&state=failed")
                .then()
                .body("items", empty());
        admin().get(mine + "&destination=sms").then().body("items", empty());
        admin().get(mine + "&since=yesterday").then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void theGaugesShowTheBacklogItsAgeAndThePause() {
        directory("sms", "+15551230103");
        admin().post("/api/destinations/make/pause").then().statusCode(200);
        awaitGauge("baboo.relay.paused", 1);
        message(Instant.now().minusSeconds(600), 0, "maria@example.com", "SDK", "waits", "{}");
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(gauge("baboo.relay.queued")).isGreaterThanOrEqualTo(1);
            assertThat(gauge("baboo.relay.oldest.age")).isGreaterThanOrEqualTo(600);
        });

        admin().post("/api/destinations/make/resume").then().statusCode(200);

        awaitGauge("baboo.relay.paused", 0);
        awaitGauge("baboo.relay.queued", 0);
        awaitGauge("baboo.relay.oldest.age", 0);
        awaitStates("make", "delivered");
        assertThat(meters.get("baboo.relay.end.to.end")
                        .tag("destination", "make")
                        .timer()
                        .max(TimeUnit.SECONDS))
                .isGreaterThanOrEqualTo(600);
    }

    private void awaitGauge(String name, double value) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gauge(name)).as(name).isEqualTo(value));
    }

    private double gauge(String name) {
        return meters.get(name).tag("destination", "make").gauge().value();
    }
}
