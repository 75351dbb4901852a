package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What admins change is written down without the persons whom it is about, and what cannot be written down is not done. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class AuditTest extends Journey {

    @Inject
    Pool pool;

    @Inject
    SandboxClient client;

    private String boss = "";
    private String token = "";

    @BeforeEach
    void logInAsSomebodyElse() {
        boss = "boss-" + UUID.randomUUID() + "@example.com";
        token = client.login(boss, "Boss", "admin");
    }

    @Test
    void anErasureAndAnExportAreWrittenWithoutThePerson() {
        String person = "ann-" + UUID.randomUUID() + "@example.com";
        String sid = "CH" + UUID.randomUUID().toString().replace("-", "");
        post("/api/admin/erasures", Map.of("identity", person, "dryRun", true));
        post("/api/admin/exports", Map.of("address", "+15551230909", "dryRun", true));
        post("/api/admin/exports", Map.of("conversationSid", sid, "dryRun", true));

        // An export is a stream, whose status is written when it has ended.
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(mine())
                .extracting(entry -> entry.get("action") + " " + entry.get("detail") + " " + entry.get("status"))
                .containsExactly(
                        "POST /api/admin/exports dryRun=true kind=conversation conversation=" + sid + " 200",
                        "POST /api/admin/exports dryRun=true kind=address 200",
                        "POST /api/admin/erasures dryRun=true kind=identity 200"));
        assertThat(as(token).get("/api/admin/audit?limit=200").asString()).doesNotContain(person, "5551230909");
    }

    @Test
    void aBlockingOperationAndAnnotationsOnMethodsAreAudited() {
        post("/api/admin/provision?dryRun=true", Map.of());
        post("/api/admin/dead-letters/drop", Map.of("ids", List.of("0-99999999"), "reason", "Ann", "dryRun", true));

        assertThat(mine())
                .extracting(entry -> entry.get("action"))
                .containsExactly("POST /api/admin/dead-letters/drop", "POST /api/admin/provision");
        assertThat(mine().get(0)).containsEntry("detail", "dryRun=true count=1 ids=0-99999999");
    }

    @Test
    void theIdInAPathIsTheTarget() {
        String id = UUID.randomUUID().toString();
        as(token).post("/api/admin/inquiries/" + id + "/retry").then().statusCode(404);

        assertThat(mine().get(0))
                .containsEntry("action", "POST /api/admin/inquiries/{inquiryId}/retry")
                .containsEntry("target", id)
                .containsEntry("status", 404);
    }

    @Test
    void whatCannotBeWrittenIsNotDone() {
        long before = erasures();
        execute("alter table audit rename to audit_away");
        try {
            as(token)
                    .body(Map.of("identity", "ann-" + UUID.randomUUID() + "@example.com"))
                    .post("/api/admin/erasures")
                    .then()
                    .statusCode(503)
                    .body("type", equalTo("urn:baboo:messaging:problem:unavailable"));
        } finally {
            execute("alter table audit_away rename to audit");
        }

        assertThat(erasures()).isEqualTo(before);
        assertThat(mine()).isEmpty();
    }

    private void post(String path, Map<String, Object> body) {
        Response response = as(token).body(body).post(path);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
    }

    private List<Map<String, Object>> mine() {
        return as(token)
                .get("/api/admin/audit?limit=200")
                .jsonPath()
                .param("boss", boss)
                .getList("items.findAll { it.who == boss }");
    }

    private long erasures() {
        return pool.query("select count(*) as n from erasure")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getLong("n");
    }

    private void execute(String sql) {
        pool.query(sql).execute().await().atMost(PATIENCE);
    }
}
