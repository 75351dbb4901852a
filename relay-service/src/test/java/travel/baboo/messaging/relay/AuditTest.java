package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What admins change is written down before it is done, and what cannot be written down is not done. */
@QuarkusTest
@TestProfile(AuditTest.Tidy.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class AuditTest extends RelayTestBase {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;
    private static final String PAUSE = "POST /api/destinations/{name}/pause";

    public static final class Tidy implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.audit.interval", "200ms", "baboo.relay.make.make.timeout", "8s");
        }
    }

    @Inject
    Pool pool;

    @Inject
    MeterRegistry meters;

    private long newestBefore;

    @BeforeEach
    void rememberTheNewest() {
        newestBefore = entries().stream()
                .mapToLong(entry -> Long.parseLong(String.valueOf(entry.get("id"))))
                .max()
                .orElse(0);
    }

    @AfterEach
    void everythingIsWellAgain() {
        hookAnswers(HOOK, Map.of());
        admin().post("/api/destinations/make/resume").then().statusCode(200);
    }

    @Test
    void aChangeIsWrittenWithItsCallerTargetAndStatus() {
        Instant before = Instant.now();
        double counted = count(PAUSE, "done");

        admin().post("/api/destinations/make/pause").then().statusCode(200);

        Map<String, Object> entry = only();
        assertThat(entry)
                .containsEntry("who", "admin@example.com")
                .containsEntry("action", PAUSE)
                .containsEntry("target", "make")
                .containsEntry("status", 200)
                .doesNotContainKey("detail");
        assertThat(Instant.parse(String.valueOf(entry.get("at"))))
                .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
        assertThat(count(PAUSE, "done")).isEqualTo(counted + 1);
    }

    /** A hook that answers nothing keeps the operation running, until the request's timeout. */
    @Test
    void theEntryIsThereWhileTheOperationRuns() {
        hookAnswers(HOOK, Map.of("kind", "hang"));
        var admin = admin();
        CompletableFuture<Integer> test = CompletableFuture.supplyAsync(
                () -> admin.post("/api/destinations/make/test").statusCode());

        await().atMost(PATIENCE).until(() -> !added().isEmpty());
        assertThat(only())
                .containsEntry("action", "POST /api/destinations/{name}/test")
                .containsEntry("target", "make")
                .doesNotContainKey("status");

        assertThat(test.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .isEqualTo(200);
        assertThat(only()).containsEntry("status", 200);
    }

    @Test
    void anOperationAddsWhatItsPathDoesNotSay() {
        admin().body(Map.of(
                        "filter",
                        Map.of("state", "failed", "conversation", conversation, "outcome", "+1 555 123 0101"),
                        "dryRun",
                        true))
                .post("/api/deliveries/replay")
                .then()
                .statusCode(200);

        assertThat(only())
                .containsEntry("action", "POST /api/deliveries/replay")
                .containsEntry("detail", "dryRun=true state=failed conversation=" + conversation + " outcome=[…]")
                .doesNotContainKey("target");
    }

    @Test
    void aRejectedChangeIsWrittenToo() {
        double rejected = count(PAUSE, "rejected");
        admin().post("/api/destinations/nonsense/pause").then().statusCode(404);
        assertThat(only()).containsEntry("target", "nonsense").containsEntry("status", 404);
        assertThat(count(PAUSE, "rejected")).isEqualTo(rejected + 1);
    }

    @Test
    void nothingPersonalIsWrittenOfAPathThatHasIt() {
        admin().post("/api/destinations/ann@example.com/pause").then().statusCode(404);
        assertThat(only()).containsEntry("target", "[…]");
    }

    @Test
    void readingAndWhatNobodyMayDoIsNotWritten() {
        admin().get("/api/destinations").then().statusCode(200);
        as("expert").post("/api/destinations/make/pause").then().statusCode(403);
        assertThat(added()).isEmpty();
    }

    @Test
    void aChangeThatCannotBeWrittenIsNotMade() {
        double refused = count(PAUSE, "not-audited");
        execute("alter table audit rename to audit_away");
        try {
            admin().post("/api/destinations/make/pause")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:baboo:messaging:problem:unavailable"));
        } finally {
            execute("alter table audit_away rename to audit");
        }

        assertThat(count(PAUSE, "not-audited")).isEqualTo(refused + 1);
        assertThat(added()).isEmpty();
        assertThat(admin().get("/api/destinations")
                        .jsonPath()
                        .<Object>getList("items.findAll { it.name == 'make' && it.pausedAt != null }"))
                .isEmpty();
    }

    /** The records of dead letters are read on a worker thread: the audit must not move that to an event loop. */
    @Test
    void blockingOperationsAreAuditedToo() {
        admin().body(Map.of("ids", List.of("0-999999999"), "reason", "Ann's text is broken", "dryRun", true))
                .post("/api/dead-letters/drop")
                .then()
                .statusCode(200);
        assertThat(only())
                .containsEntry("action", "POST /api/dead-letters/drop")
                .containsEntry("detail", "topic=twilio.events dryRun=true count=1 ids=0-999999999")
                .containsEntry("status", 200);
    }

    @Test
    void entriesExpire() {
        execute(
                "insert into audit (at, who, action, status) values (now() - interval '401 days', 'past', 'POST /old', 200)");
        execute(
                "insert into audit (at, who, action, status) values (now() - interval '399 days', 'past', 'POST /old', 201)");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(added()).extracting("status").containsExactly(201));
        execute("delete from audit where who = 'past'");
    }

    @Test
    void pagesFollowEachOther() {
        for (int i = 0; i < 3; i++) {
            admin().post("/api/destinations/make/pause").then().statusCode(200);
        }
        JsonPath first = admin().get("/api/audit?limit=2").jsonPath();
        JsonPath second = admin().get("/api/audit?limit=1&cursor=" + first.getString("next"))
                .jsonPath();

        List<Object> ids = first.getList("items.id");
        ids.addAll(second.getList("items.id"));
        assertThat(ids).isEqualTo(added().stream().map(entry -> entry.get("id")).toList());
        admin().get("/api/audit?cursor=nonsense").then().statusCode(400);
        admin().get("/api/audit?limit=0").then().statusCode(400);
    }

    private Map<String, Object> only() {
        assertThat(added()).hasSize(1);
        return added().get(0);
    }

    /** The entries of this test, newest first. */
    private List<Map<String, Object>> added() {
        return entries().stream()
                .filter(entry -> Long.parseLong(String.valueOf(entry.get("id"))) > newestBefore)
                .toList();
    }

    private List<Map<String, Object>> entries() {
        return admin().get("/api/audit?limit=200").jsonPath().getList("items");
    }

    private double count(String action, String outcome) {
        return Optional.ofNullable(meters.find("baboo.audit.changes")
                        .tags("action", action, "outcome", outcome)
                        .counter())
                .map(Counter::count)
                .orElse(0.0);
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().atMost(PATIENCE);
    }
}
