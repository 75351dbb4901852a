package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Who may do what, cell by cell: every call, by every role, in a conversation of one's own and in another's. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class AuthorisationTest {

    /**
     * The table. A number is the expected status, {@code +} stands for any 2xx. Columns: admin, expert, bot, traveler and a login
     * without a role, each first in an own conversation and then in another's; last nobody at all.
     */
    private static final String TABLE =
            """
            call                        admin     expert    bot       traveler  no role   nobody
            GET /conversations          +  +      +  +      +  +      +  +      +  +      401
            GET /conversations?identity +  +      403 403   403 403   403 403   403 403   401
            GET /conversations/x        +  +      +  404    +  404    +  404    +  404    401
            PATCH /conversations/x      +  +      +  404    +  404    +  404    +  404    401
            GET participants            +  +      +  404    +  404    +  404    +  404    401
            POST participants           +  +      +  404    403 403   403 403   403 403   401
            POST participants(admin)    +  +      403 404   403 403   403 403   403 403   401
            DELETE participants/x       +  +      +  404    403 403   403 403   403 403   401
            GET messages                +  +      +  404    +  404    +  404    +  404    401
            POST messages               +  +      +  404    +  +      +  404    +  404    401
            GET handover                +  +      +  404    +  +      403 403   403 403   401
            POST handover               409 409   409 404   409 409   403 403   403 403   401
            POST /inquiries             +  +      +  +      +  +      403 403   403 403   401
            GET /inquiries/x            +  +      +  404    +  +      403 403   403 403   401
            POST /admin/provision       +  +      403 403   403 403   403 403   403 403   401
            GET /admin/doctor           +  +      403 403   403 403   403 403   403 403   401
            GET /admin/reconcile        +  +      403 403   403 403   403 403   403 403   401
            POST /admin/reconcile       +  +      403 403   403 403   403 403   403 403   401
            POST /external/messages     401 401   401 401   401 401   401 401   401 401   401
            """;

    private static final List<String> ROLES = List.of("admin", "expert", "bot", "traveler", "");

    private record Cell(String call, String role, boolean own, String expected) {
        @Override
        public String toString() {
            return call + " by " + (role.isEmpty() ? "no role" : role) + (own ? ", own" : ", another's") + ": "
                    + expected;
        }
    }

    static Stream<Cell> cells() {
        return TABLE.lines().skip(1).flatMap(AuthorisationTest::cellsOf);
    }

    private static Stream<Cell> cellsOf(String line) {
        String call = line.substring(0, 28).strip();
        String[] expected = line.substring(28).strip().split("\\s+");
        assertThat(expected).as(line).hasSize(2 * ROLES.size() + 1);
        Stream.Builder<Cell> cells = Stream.builder();
        for (int i = 0; i < ROLES.size(); i++) {
            cells.add(new Cell(call, ROLES.get(i), true, expected[2 * i]));
            cells.add(new Cell(call, ROLES.get(i), false, expected[2 * i + 1]));
        }
        cells.add(new Cell(call, "nobody", false, expected[2 * ROLES.size()]));
        return cells.build();
    }

    @Inject
    SandboxClient sandbox;

    private String admin = "";
    private String caller = "";
    private String inquiryId = "";

    /** What the calls that leave everybody in place can share. */
    private record Scene(String sid, String inquiryId, String caller) {}

    private static final Map<String, Scene> SCENES = new HashMap<>();

    @BeforeEach
    void logIn() {
        admin = sandbox.login("boss@example.com", "Boss", "admin");
        as(admin).post("/api/admin/provision").then().statusCode(200);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCellOfTheTableHolds(Cell cell) {
        boolean shared = !cell.call().startsWith("DELETE");
        Scene scene = shared ? SCENES.computeIfAbsent(cell.role() + cell.own(), key -> scene(cell)) : scene(cell);
        String sid = scene.sid();
        inquiryId = scene.inquiryId();
        caller = scene.caller();
        RequestSpecification request =
                cell.role().equals("nobody") ? given().contentType("application/json") : as(login(cell.role()));
        Response response = call(cell, request, sid);
        if (cell.expected().equals("+")) {
            assertThat(response.statusCode()).as(response.asString()).isBetween(200, 299);
        } else {
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(Integer.parseInt(cell.expected()));
            assertThat(response.contentType()).isEqualTo("application/problem+json");
            assertThat(response.asString()).doesNotContain("secret plans");
        }
        if (cell.call().equals("GET /conversations") && !cell.role().equals("admin") && response.statusCode() == 200) {
            assertThat(response.<List<String>>path("items.sid").contains(sid)).isEqualTo(cell.own());
        }
    }

    private String login(String role) {
        return role.isEmpty() ? sandbox.login(caller, "Caller") : sandbox.login(caller, "Caller", role);
    }

    /** A conversation with an expert, a removable guest, and the caller when it is to be the caller's own. */
    private Scene scene(Cell cell) {
        String caller = "caller-" + UUID.randomUUID() + "@example.com";
        String inquiryId = UUID.randomUUID().toString();
        String expert = cell.own() ? caller : "maria@example.com";
        String sid = as(admin)
                .body(inquiry(inquiryId, expert))
                .post("/api/inquiries")
                .then()
                .statusCode(201)
                .extract()
                .path("conversationSid");
        await().atMost(Journey.PATIENCE).until(() -> as(admin)
                .get("/api/conversations/" + sid + "/messages")
                .<List<String>>path("items.body")
                .contains("secret plans"));
        return new Scene(sid, inquiryId, caller);
    }

    private static Map<String, Object> inquiry(String id, String expert) {
        return Map.of(
                "inquiryId",
                id,
                "traveler",
                Map.of("name", "Ann", "channel", "web", "identity", "guest-" + id),
                "expert",
                Map.of("identity", expert, "name", "Maria"),
                "message",
                "secret plans");
    }

    private Response call(Cell cell, RequestSpecification request, String sid) {
        String conversation = "/api/conversations/" + sid;
        return switch (cell.call()) {
            case "GET /conversations" -> request.get("/api/conversations?limit=200");
            case "GET /conversations?identity" -> request.get("/api/conversations?identity=guest-" + inquiryId);
            case "GET /conversations/x" -> request.get(conversation);
            case "PATCH /conversations/x" ->
                request.body(Map.of("friendlyName", "New")).patch(conversation);
            case "GET participants" -> request.get(conversation + "/participants");
            case "POST participants" ->
                request.body(Map.of("identity", "new@example.com")).post(conversation + "/participants");
            case "POST participants(admin)" ->
                request.body(Map.of("identity", "new@example.com", "role", "admin"))
                        .post(conversation + "/participants");
            case "DELETE participants/x" -> request.delete(conversation + "/participants/" + guest(sid));
            case "GET messages" -> request.get(conversation + "/messages");
            case "POST messages" -> request.body(Map.of("body", "Hello")).post(conversation + "/messages");
            case "GET handover" -> request.get(conversation + "/handover");
            case "POST handover" -> request.body(Map.of("to", "human")).post(conversation + "/handover");
            case "POST /inquiries" ->
                request.body(inquiry("new-" + UUID.randomUUID(), "maria@example.com"))
                        .post("/api/inquiries");
            case "GET /inquiries/x" -> request.get("/api/inquiries/" + inquiryId);
            case "POST /admin/provision" -> request.post("/api/admin/provision?dryRun=true");
            case "GET /admin/doctor" -> request.get("/api/admin/doctor");
            case "GET /admin/reconcile" -> request.get("/api/admin/reconcile");
            case "POST /admin/reconcile" ->
                request.body(Map.of("conversationSid", sid)).post("/api/admin/reconcile");
            case "POST /external/messages" ->
                request.header("Idempotency-Key", "k")
                        .body(Map.of("conversationSid", sid, "sender", Map.of("role", "bot"), "body", "Hello"))
                        .post("/api/external/messages");
            default -> throw new IllegalArgumentException(cell.call());
        };
    }

    private String guest(String sid) {
        return sandbox.conversation(sid)
                .extract()
                .path("participants.find { it.identity == 'guest-" + inquiryId + "' }.sid");
    }

    private static RequestSpecification as(String token) {
        return Journey.as(token);
    }
}
