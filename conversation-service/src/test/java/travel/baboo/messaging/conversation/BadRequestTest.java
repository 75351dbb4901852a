package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Every invalid request to every endpoint returns a problem detail, no stack trace and no 500, and changes nothing. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class BadRequestTest {

    private static final String NOBODYS = "CH00000000000000000000000000000000";
    private static final String TRAVELER =
            "\"traveler\":{\"name\":\"Ann\",\"channel\":\"sms\",\"address\":\"+15551234567\"}";
    private static final String EXPERT = "\"expert\":{\"identity\":\"maria@example.com\",\"name\":\"Maria\"}";
    private static final List<String> BAD_BODIES = List.of(
            "",
            "{",
            "[]",
            "null",
            "\"text\"",
            "7",
            "{}",
            "{\"unknown\":1}",
            "{\"body\":7}",
            "{\"body\":{}}",
            "{\"body\":\"\"}",
            "{\"body\":\"   \"}",
            "{\"body\":\"a\\u0000b\"}",
            "{\"friendlyName\":\"a\\u0000b\"}",
            "{\"identity\":\"a\\u0000b\"}",
            "{\"state\":\"nonsense\"}",
            "{\"identity\":\"\"}",
            "\u0000",
            "<xml/>");
    private static final List<Target> TARGETS = List.of(
            new Target(Method.POST, "/api/inquiries"),
            new Target(Method.PATCH, "/api/conversations/" + NOBODYS),
            new Target(Method.POST, "/api/conversations/" + NOBODYS + "/participants"),
            new Target(Method.POST, "/api/conversations/" + NOBODYS + "/messages"),
            new Target(Method.POST, "/api/conversations/" + NOBODYS + "/handover"),
            new Target(Method.POST, "/api/admin/search"),
            new Target(Method.POST, "/api/external/messages"));
    private static final List<Target> READS = List.of(
            new Target(Method.GET, "/api/conversations?limit=0"),
            new Target(Method.GET, "/api/conversations?limit=201"),
            new Target(Method.GET, "/api/conversations?limit=many"),
            new Target(Method.GET, "/api/conversations?state=open"),
            new Target(Method.GET, "/api/conversations?cursor=nonsense"),
            new Target(Method.GET, "/api/conversations?cursor=%00"),
            new Target(Method.GET, "/api/conversations?cursor=YXxi"),
            new Target(Method.GET, "/api/conversations?q=a%00b"),
            new Target(Method.GET, "/api/conversations?identity=a%00b"),
            new Target(Method.GET, "/api/conversations?state=%00"),
            new Target(Method.GET, "/api/conversations?cursor=MjAyNi0wMS0wMVQwMDowMDowMFp8AA"),
            new Target(Method.GET, "/api/conversations/a%00b"),
            new Target(Method.GET, "/api/inquiries/a%00b"),
            new Target(Method.GET, "/api/admin/doctor?identity=%00"),
            new Target(Method.POST, "/api/admin/search"),
            new Target(Method.GET, "/api/admin/messages/%00"),
            new Target(Method.GET, "/api/admin/conversations/nonsense/comparison"),
            new Target(Method.GET, "/api/admin/erasures/%00"),
            new Target(Method.POST, "/api/admin/erasures"),
            new Target(Method.POST, "/api/admin/exports"),
            new Target(Method.POST, "/api/admin/dead-letters/drop"),
            new Target(Method.GET, "/api/admin/dead-letters/x"),
            new Target(Method.GET, "/api/admin/dead-letters?after=x"),
            new Target(Method.GET, "/api/conversations?q=" + "x".repeat(201)),
            new Target(Method.GET, "/api/conversations?unread=maybe"),
            new Target(Method.GET, "/api/conversations?identity=" + "x".repeat(257)),
            new Target(Method.GET, "/api/conversations/" + NOBODYS + "/messages?after=x"),
            new Target(Method.GET, "/api/conversations/" + NOBODYS + "/messages?before=-1"),
            new Target(Method.GET, "/api/conversations/" + NOBODYS + "/handover"),
            new Target(Method.GET, "/api/inquiries/unknown"),
            new Target(Method.GET, "/api/admin/doctor?contentSid=HX"),
            new Target(Method.PUT, "/api/admin/reconcile"),
            new Target(Method.GET, "/api/conversations/nonsense"),
            new Target(Method.GET, "/api/conversations/" + NOBODYS),
            new Target(Method.GET, "/api/conversations/" + NOBODYS + "/messages"),
            new Target(Method.GET, "/api/conversations/" + NOBODYS + "/messages?order=sideways"),
            new Target(Method.GET, "/api/conversations/" + NOBODYS + "/messages?cursor=%F0"),
            new Target(Method.GET, "/api/conversations/" + NOBODYS + "/participants"),
            new Target(Method.DELETE, "/api/conversations/" + NOBODYS + "/participants/nonsense"),
            new Target(Method.DELETE, "/api/conversations"),
            new Target(Method.PUT, "/api/inquiries"),
            new Target(Method.GET, "/api/inquiries"),
            new Target(Method.GET, "/api/unknown"),
            new Target(Method.GET, "/api/admin/provision"),
            new Target(Method.POST, "/api/admin/provision?dryRun=maybe"));

    private record Target(Method method, String path) {}

    private record Call(Target target, String type, String body) {
        @Override
        public String toString() {
            return target.method() + " " + target.path() + " " + type + " " + body;
        }
    }

    @Inject
    SandboxClient sandbox;

    private String admin = "";

    @BeforeEach
    void logIn() {
        admin = sandbox.login("boss@example.com", "Boss", "admin", "expert");
    }

    static Stream<Call> calls() {
        Stream<Call> json = TARGETS.stream()
                .flatMap(target -> BAD_BODIES.stream().map(body -> new Call(target, "application/json", body)));
        Stream<Call> types = TARGETS.stream().flatMap(target -> Stream.of("text/plain", "application/xml", "image/png")
                .map(type -> new Call(target, type, "{}")));
        Stream<Call> reads = READS.stream().map(target -> new Call(target, "application/json", ""));
        Stream<Call> inquiries = Stream.of(
                        "{\"inquiryId\":\"../7\"," + TRAVELER + "," + EXPERT + "}",
                        "{\"inquiryId\":\"" + "7".repeat(101) + "\"," + TRAVELER + "," + EXPERT + "}",
                        "{\"inquiryId\":\"7\"," + TRAVELER + "," + EXPERT + ",\"subject\":\"a\\u0000b\"}",
                        "{\"inquiryId\":\"7\"," + TRAVELER + "," + EXPERT + ",\"attributes\":{\"\\u0000\":1}}",
                        "{\"inquiryId\":\"7\"," + EXPERT + "}",
                        "{\"inquiryId\":\"7\"," + TRAVELER + "}",
                        "{\"inquiryId\":\"7\",\"traveler\":null," + EXPERT + "}",
                        "{\"inquiryId\":\"7\",\"traveler\":{\"name\":\"Ann\",\"channel\":\"pigeon\"}," + EXPERT + "}",
                        "{\"inquiryId\":\"7\",\"traveler\":{\"name\":\"Ann\",\"channel\":\"sms\"}," + EXPERT + "}",
                        "{\"inquiryId\":\"7\",\"traveler\":{\"name\":\"Ann\",\"channel\":\"sms\",\"address\":\"0176\"},"
                                + EXPERT + "}",
                        "{\"inquiryId\":\"7\",\"traveler\":{\"name\":\"Ann\",\"channel\":\"web\"}," + EXPERT + "}",
                        "{\"inquiryId\":\"7\"," + TRAVELER + "," + EXPERT + ",\"message\":\"" + "x".repeat(1601)
                                + "\"}",
                        "{\"inquiryId\":\"7\"," + TRAVELER + "," + EXPERT + ",\"attributes\":\"text\"}")
                .map(body -> new Call(TARGETS.get(0), "application/json", body));
        return Stream.of(json, types, reads, inquiries).flatMap(all -> all);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void badInputIsAProblemDetail(Call call) {
        requireProblem(
                call,
                send(
                        call,
                        given().auth()
                                .oauth2(admin)
                                .header("X-Api-Key", "test-key")
                                .header("Idempotency-Key", "k")));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void nobodyGetsAnywhere(Call call) {
        Response response = send(call, given());
        requireProblem(call, response);
        assertThat(response.statusCode()).isIn(400, 401, 404, 405, 413, 415);
    }

    @Test
    void aTokenThatIsNotTheLoginsIsRefused() {
        for (String token : List.of("nonsense", "a.b.c", admin.substring(0, admin.length() - 4) + "AAAA")) {
            Response response = given().auth().oauth2(token).get("/api/conversations");
            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.contentType()).isEqualTo("application/problem+json");
            assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    private static Response send(Call call, RequestSpecification request) {
        return request.urlEncodingEnabled(false)
                .header("Content-Type", call.type())
                .body(call.body().getBytes(StandardCharsets.UTF_8))
                .request(call.target().method(), call.target().path());
    }

    private static void requireProblem(Call call, Response response) {
        assertThat(response.statusCode())
                .as("%s%n%s", call, response.asString())
                .isBetween(400, 499);
        assertThat(response.contentType()).as(call.toString()).isEqualTo("application/problem+json");
        assertThat(response.jsonPath().getString("type")).startsWith("urn:baboo:messaging:problem:");
        assertThat(response.jsonPath().getInt("status")).isEqualTo(response.statusCode());
        assertThat(response.asString()).doesNotContain("travel.baboo", "java.", "Exception", "\tat ");
    }
}
