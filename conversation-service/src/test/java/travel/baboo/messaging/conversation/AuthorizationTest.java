package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URL;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Who may do what, cell by cell: every call of the API's description, by every role, in a conversation of one's own and in another's. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class AuthorizationTest {

    /**
     * The table. A number is the expected status, {@code +} means any 2xx. Columns: admin, expert, bot, traveler and a login
     * without a role, each first in one's own conversation and then in another's; last, no login.
     */
    private static final String TABLE =
            """
            call                                                    admin     expert    bot       traveler  no role   nobody
            GET /api/conversations                                  +  +      +  +      +  +      +  +      +  +      401
            GET /api/conversations ?identity                        +  +      403 403   403 403   403 403   403 403   401
            GET /api/conversations/{sid}                            +  +      +  404    +  404    +  404    +  404    401
            PATCH /api/conversations/{sid}                          +  +      +  404    +  404    +  404    +  404    401
            GET /api/conversations/{sid}/participants               +  +      +  404    +  404    +  404    +  404    401
            POST /api/conversations/{sid}/participants              +  +      +  404    403 403   403 403   403 403   401
            POST /api/conversations/{sid}/participants (admin)      +  +      403 404   403 403   403 403   403 403   401
            DELETE /api/conversations/{sid}/participants/{participantSid} + + +  404    403 403   403 403   403 403   401
            GET /api/conversations/{sid}/messages                   +  +      +  404    +  404    +  404    +  404    401
            POST /api/conversations/{sid}/messages                  +  +      +  404    +  +      +  404    +  404    401
            GET /api/conversations/unread                           +  +      +  +      +  +      +  +      +  +      401
            POST /api/conversations/{sid}/read                      +  409    +  404    +  404    +  404    +  404    401
            GET /api/conversations/{sid}/messages/{messageSid}      +  +      +  404    +  404    +  404    +  404    401
            PATCH /api/conversations/{sid}/messages/{messageSid}    +  +      403 404   403 403   403 404   403 404   401
            PATCH /api/conversations/{sid}/messages/{messageSid} (own) + +    +  404    +  +      +  404    +  404    401
            DELETE /api/conversations/{sid}/messages/{messageSid}   +  +      403 404   403 403   403 404   403 404   401
            DELETE /api/conversations/{sid}/messages/{messageSid} (own) + +   +  404    +  +      +  404    +  404    401
            GET /api/conversations/{sid}/handover                   +  +      +  404    +  +      403 403   403 403   401
            POST /api/conversations/{sid}/handover                  409 409   409 404   409 409   403 403   403 403   401
            POST /api/conversations/{sid}/focus                     +  409    +  404    +  404    +  404    +  404    401
            POST /api/conversations/{sid}/no-answer-needed          +  +      +  404    +  +      403 403   403 403   401
            GET /api/conversations/{sid}/attention                  +  +      403 403   403 403   403 403   403 403   401
            PUT /api/conversations/{sid}/attention                  +  +      403 403   403 403   403 403   403 403   401
            GET /api/conversations/{sid}/contact-details            +  +      403 403   403 403   403 403   403 403   401
            PUT /api/conversations/{sid}/contact-details            +  +      403 403   403 403   403 403   403 403   401
            GET /api/conversations/attention/report                 +  +      403 403   403 403   403 403   403 403   401
            GET /api/conversations/attention/report.csv             +  +      403 403   403 403   403 403   403 403   401
            POST /api/inquiries                                     +  +      +  +      +  +      403 403   403 403   401
            POST /api/inquiries (reuse)                             +  +      +  409    +  +      403 403   403 403   401
            POST /api/inquiries (repeated)                          +  +      +  409    +  +      403 403   403 403   401
            GET /api/inquiries/{inquiryId}                          +  +      +  404    +  +      403 403   403 403   401
            GET /api/admin/inquiries                                +  +      403 403   403 403   403 403   403 403   401
            POST /api/admin/inquiries/{inquiryId}/retry             409 409   403 403   403 403   403 403   403 403   401
            POST /api/admin/provision                               +  +      403 403   403 403   403 403   403 403   401
            POST /api/admin/search                                  +  +      403 403   403 403   403 403   403 403   401
            GET /api/admin/messages/{messageSid}                    +  +      403 403   403 403   403 403   403 403   401
            GET /api/admin/conversations/{sid}/comparison           +  +      403 403   403 403   403 403   403 403   401
            GET /api/admin/doctor                                   +  +      403 403   403 403   403 403   403 403   401
            GET /api/admin/audit                                    +  +      403 403   403 403   403 403   403 403   401
            GET /api/admin/reconcile                                +  +      403 403   403 403   403 403   403 403   401
            POST /api/admin/reconcile                               +  +      403 403   403 403   403 403   403 403   401
            POST /api/admin/erasures                                +  +      403 403   403 403   403 403   403 403   401
            GET /api/admin/erasures/{id}                            404 404   403 403   403 403   403 403   403 403   401
            POST /api/admin/exports                                 +  +      403 403   403 403   403 403   403 403   401
            GET /api/admin/dead-letters                             +  +      403 403   403 403   403 403   403 403   401
            GET /api/admin/dead-letters/{id}                        404 404   403 403   403 403   403 403   403 403   401
            POST /api/admin/dead-letters/reinject                   +  +      403 403   403 403   403 403   403 403   401
            POST /api/admin/dead-letters/drop                       +  +      403 403   403 403   403 403   403 403   401
            GET /api/admin/contact-details                          +  +      403 403   403 403   403 403   403 403   401
            POST /api/admin/contact-details/{id}/original           404 404   403 403   403 403   403 403   403 403   401
            POST /api/external/messages                             401 401   401 401   401 401   401 401   401 401   401
            POST /api/external/inquiries                            401 401   401 401   401 401   401 401   401 401   401
            GET /api/external/conversations                         401 401   401 401   401 401   401 401   401 401   401
            GET /api/external/conversations/{sid}/messages          401 401   401 401   401 401   401 401   401 401   401
            PUT /api/external/conversations/{sid}/contact-details   401 401   401 401   401 401   401 401   401 401   401
            POST /api/external/message-checks                       401 401   401 401   401 401   401 401   401 401   401
            """;

    private static final Pattern LINE = Pattern.compile("(\\S+ \\S+(?: [?(]\\S+)?)\\s+([0-9+].*)");

    private static final List<String> ROLES = List.of("admin", "expert", "bot", "traveler", "");

    private record Cell(String call, String role, boolean own, String expected) {
        @Override
        public String toString() {
            return call + " by " + (role.isEmpty() ? "no role" : role) + (own ? ", own" : ", another's") + ": "
                    + expected;
        }
    }

    static Stream<Cell> cells() {
        return TABLE.lines().skip(1).flatMap(AuthorizationTest::cellsOf);
    }

    private static Stream<Cell> cellsOf(String line) {
        Matcher parts = LINE.matcher(line);
        assertThat(parts.matches()).as(line).isTrue();
        String call = parts.group(1).strip();
        String[] expected = parts.group(2).strip().split("\\s+");
        assertThat(expected).as(line).hasSize(2 * ROLES.size() + 1);
        Stream.Builder<Cell> cells = Stream.builder();
        for (int i = 0; i < ROLES.size(); i++) {
            cells.add(new Cell(call, ROLES.get(i), true, expected[2 * i]));
            cells.add(new Cell(call, ROLES.get(i), false, expected[2 * i + 1]));
        }
        cells.add(new Cell(call, "nobody", false, expected[2 * ROLES.size()]));
        return cells.build();
    }

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    @TestHTTPResource(value = "/openapi", management = true)
    URL openApi;

    @Inject
    SandboxClient sandbox;

    private String admin = "";
    private String caller = "";
    private String inquiryId = "";

    /** What the calls that leave everybody in place can share. */
    private record Scene(String sid, String inquiryId, String caller) {}

    private static final Map<String, Scene> SCENES = new HashMap<>();
    private static final Map<String, String> TOKENS = new HashMap<>();

    @BeforeEach
    void logIn() {
        admin = TOKENS.computeIfAbsent("admin", none -> sandbox.login("boss@example.com", "Boss", "admin"));
        // Once for the class: every cell needs it, none changes it.
        if (SCENES.isEmpty()) {
            as(admin).post("/api/admin/provision").then().statusCode(200);
        }
    }

    /** A call that is new has no row, and fails here until it has one. */
    @Test
    void everyCallThatThereIsHasARow() {
        Map<String, Map<String, Object>> paths = given().accept("application/json")
                .get(openApi.toString() + "?format=json")
                .then()
                .statusCode(200)
                .extract()
                .path("paths");
        Set<String> calls = new TreeSet<>();
        paths.forEach((path, operations) -> operations.keySet().stream()
                .filter(METHODS::contains)
                .forEach(method -> calls.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        Set<String> rows = TABLE.lines()
                .skip(1)
                .map(line -> line.replaceAll("^(\\S+ \\S+).*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).isEqualTo(calls);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void everyCellOfTheTableHolds(Cell cell) {
        boolean shared = !cell.call().startsWith("DELETE") || !cell.expected().equals("+");
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
        if (cell.call().equals("GET /api/conversations")
                && !cell.role().equals("admin")
                && response.statusCode() == 200) {
            assertThat(response.<List<String>>path("items.sid").contains(sid)).isEqualTo(cell.own());
        }
    }

    private String login(String role) {
        return TOKENS.computeIfAbsent(
                role + " " + caller,
                none -> role.isEmpty() ? sandbox.login(caller, "Caller") : sandbox.login(caller, "Caller", role));
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
            case "GET /api/conversations" -> request.get("/api/conversations?limit=200");
            case "GET /api/conversations ?identity" -> request.get("/api/conversations?identity=guest-" + inquiryId);
            case "GET /api/conversations/{sid}" -> request.get(conversation);
            case "PATCH /api/conversations/{sid}" ->
                request.body(Map.of("friendlyName", "New")).patch(conversation);
            case "GET /api/conversations/{sid}/participants" -> request.get(conversation + "/participants");
            case "POST /api/conversations/{sid}/participants" ->
                request.body(Map.of("identity", "new@example.com")).post(conversation + "/participants");
            case "POST /api/conversations/{sid}/participants (admin)" ->
                request.body(Map.of("identity", "new@example.com", "role", "admin"))
                        .post(conversation + "/participants");
            case "DELETE /api/conversations/{sid}/participants/{participantSid}" ->
                request.delete(conversation + "/participants/" + guest(sid));
            case "GET /api/conversations/{sid}/messages" -> request.get(conversation + "/messages");
            case "POST /api/conversations/{sid}/messages" ->
                request.body(Map.of("body", "Hello")).post(conversation + "/messages");
            case "POST /api/conversations/{sid}/read" -> request.post(conversation + "/read");
            case "POST /api/conversations/{sid}/focus" -> request.post(conversation + "/focus");
            case "POST /api/conversations/{sid}/no-answer-needed" -> request.post(conversation + "/no-answer-needed");
            case "GET /api/conversations/{sid}/attention" -> request.get(conversation + "/attention");
            case "PUT /api/conversations/{sid}/attention" ->
                request.body(Map.of("tag", "vip")).put(conversation + "/attention");
            case "GET /api/conversations/{sid}/contact-details" -> request.get(conversation + "/contact-details");
            case "PUT /api/conversations/{sid}/contact-details" ->
                request.body(Map.of("mode", "off")).put(conversation + "/contact-details");
            case "GET /api/conversations/{sid}/messages/{messageSid}" ->
                request.get(conversation + "/messages/" + firstMessage(sid));
            case "PATCH /api/conversations/{sid}/messages/{messageSid}" ->
                request.body(Map.of("body", "Changed")).patch(conversation + "/messages/" + firstMessage(sid));
            case "PATCH /api/conversations/{sid}/messages/{messageSid} (own)" ->
                request.body(Map.of("body", "Changed")).patch(conversation + "/messages/" + callersMessage(cell, sid));
            case "DELETE /api/conversations/{sid}/messages/{messageSid}" ->
                request.delete(conversation + "/messages/" + firstMessage(sid));
            case "DELETE /api/conversations/{sid}/messages/{messageSid} (own)" ->
                request.delete(conversation + "/messages/" + callersMessage(cell, sid));
            case "GET /api/conversations/{sid}/handover" -> request.get(conversation + "/handover");
            case "POST /api/conversations/{sid}/handover" ->
                request.body(Map.of("to", "human")).post(conversation + "/handover");
            default -> callWithoutConversation(cell, request, sid);
        };
    }

    private Response callWithoutConversation(Cell cell, RequestSpecification request, String sid) {
        return switch (cell.call()) {
            case "POST /api/inquiries" ->
                request.body(inquiry("new-" + UUID.randomUUID(), "maria@example.com"))
                        .post("/api/inquiries");
            case "POST /api/inquiries (reuse)" -> request.body(bound(cell)).post("/api/inquiries");
            case "POST /api/inquiries (repeated)" ->
                request.body(inquiry(inquiryId, cell.own() ? caller : "maria@example.com"))
                        .post("/api/inquiries");
            case "GET /api/conversations/unread" -> request.get("/api/conversations/unread");
            case "GET /api/conversations/attention/report" -> request.get("/api/conversations/attention/report");
            case "GET /api/conversations/attention/report.csv" ->
                request.get("/api/conversations/attention/report.csv");
            case "GET /api/admin/inquiries" -> request.get("/api/admin/inquiries");
            case "POST /api/admin/inquiries/{inquiryId}/retry" ->
                request.post("/api/admin/inquiries/" + inquiryId + "/retry");
            case "POST /api/external/inquiries" ->
                request.body(inquiry("new-" + UUID.randomUUID(), "maria@example.com"))
                        .post("/api/external/inquiries");
            case "GET /api/external/conversations" -> request.get("/api/external/conversations");
            case "GET /api/external/conversations/{sid}/messages" ->
                request.get("/api/external/conversations/" + sid + "/messages");
            case "GET /api/inquiries/{inquiryId}" -> request.get("/api/inquiries/" + inquiryId);
            case "POST /api/admin/provision" -> request.post("/api/admin/provision?dryRun=true");
            case "POST /api/admin/search" -> request.body(Map.of("text", sid)).post("/api/admin/search");
            case "GET /api/admin/messages/{messageSid}" -> request.get("/api/admin/messages/" + firstMessage(sid));
            case "GET /api/admin/conversations/{sid}/comparison" ->
                request.get("/api/admin/conversations/" + sid + "/comparison");
            case "GET /api/admin/doctor" -> request.get("/api/admin/doctor");
            case "GET /api/admin/audit" -> request.get("/api/admin/audit");
            case "GET /api/admin/reconcile" -> request.get("/api/admin/reconcile");
            case "POST /api/admin/reconcile" ->
                request.body(Map.of("conversationSid", sid)).post("/api/admin/reconcile");
            case "POST /api/admin/erasures" ->
                request.body(Map.of("conversationSid", sid, "dryRun", true)).post("/api/admin/erasures");
            case "GET /api/admin/erasures/{id}" -> request.get("/api/admin/erasures/" + UUID.randomUUID());
            case "POST /api/admin/exports" ->
                request.body(Map.of("conversationSid", sid)).post("/api/admin/exports");
            case "GET /api/admin/contact-details" -> request.get("/api/admin/contact-details?conversationSid=" + sid);
            case "POST /api/admin/contact-details/{id}/original" ->
                request.body(Map.of("reason", "dispute 4711"))
                        .post("/api/admin/contact-details/" + UUID.randomUUID() + "/original");
            case "PUT /api/external/conversations/{sid}/contact-details" ->
                request.body(Map.of("mode", "off")).put("/api/external/conversations/" + sid + "/contact-details");
            case "POST /api/external/message-checks" ->
                request.body(Map.of("conversationSid", sid)).post("/api/external/message-checks");
            case "GET /api/admin/dead-letters" -> request.get("/api/admin/dead-letters");
            case "GET /api/admin/dead-letters/{id}" -> request.get("/api/admin/dead-letters/9-999999");
            case "POST /api/admin/dead-letters/reinject" ->
                request.body(Map.of("ids", List.of("9-999999"), "dryRun", true))
                        .post("/api/admin/dead-letters/reinject");
            case "POST /api/admin/dead-letters/drop" ->
                request.body(Map.of("ids", List.of("9-999999"), "dryRun", true, "reason", "none"))
                        .post("/api/admin/dead-letters/drop");
            case "POST /api/external/messages" ->
                request.header("Idempotency-Key", "k")
                        .body(Map.of("conversationSid", sid, "sender", Map.of("role", "bot"), "body", "Hello"))
                        .post("/api/external/messages");
            default -> throw new IllegalArgumentException(cell.call());
        };
    }

    /** An inquiry of a traveler whose phone is bound in a conversation of the caller's, or of another's, and that is to join it. */
    private Map<String, Object> bound(Cell cell) {
        Map<String, Object> traveler = Map.of("name", "Ann", "channel", "sms", "address", UnusedPhone.next());
        String expert = cell.own() ? caller : "maria@example.com";
        for (String id : List.of("first-" + UUID.randomUUID(), "second-" + UUID.randomUUID())) {
            Map<String, Object> inquiry = new HashMap<>(inquiry(id, expert));
            inquiry.put("traveler", traveler);
            if (id.startsWith("second")) {
                inquiry.put("onConflict", "reuse");
                return inquiry;
            }
            as(admin).body(inquiry).post("/api/inquiries").then().statusCode(201);
        }
        throw new IllegalStateException("there are two");
    }

    private String firstMessage(String sid) {
        return sandbox.conversation(sid).extract().path("messages[0].sid");
    }

    /** A message that the caller wrote, where they may write; elsewhere another's. */
    private String callersMessage(Cell cell, String sid) {
        boolean writes = cell.own() || List.of("admin", "bot").contains(cell.role());
        return writes
                ? as(login(cell.role()))
                        .body(Map.of("body", "Mine"))
                        .post("/api/conversations/" + sid + "/messages")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("sid")
                : firstMessage(sid);
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
