package travel.baboo.messaging.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Every invalid request of an operator returns a problem detail, no stack trace and no 500. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class BadRequestTest {

    @ConfigProperty(name = SandboxTestResource.ORIGIN)
    String sandbox = "";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/deliveries?limit=0",
                "/api/deliveries?limit=201",
                "/api/deliveries?limit=many",
                "/api/deliveries?state=open",
                "/api/deliveries?cursor=nonsense",
                "/api/deliveries?since=yesterday",
                "/api/deliveries?until=2026-13-01T00:00:00Z",
                "/api/deliveries/nonsense",
                "/api/deliveries/00000000-0000-0000-0000-000000000000",
                "/api/deliveries/replay",
                "/api/destinations/make",
                "/api/unknown"
            })
    void aReadThatMakesNoSenseIsAProblem(String path) {
        requireProblem(given().auth().oauth2(admin()).urlEncodingEnabled(false).get(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "\"text\"",
                "{}",
                "{\"filter\":null}",
                "{\"filter\":7}",
                "{\"filter\":{\"state\":\"open\"}}",
                "{\"filter\":{\"since\":\"yesterday\"}}",
                "{\"filter\":{},\"dryRun\":\"perhaps\"}"
            })
    void aReplayThatMakesNoSenseIsAProblem(String body) {
        requireProblem(given().auth()
                .oauth2(admin())
                .contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post("/api/deliveries/replay"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/deliveries/nonsense/retry",
                "/api/deliveries/00000000-0000-0000-0000-000000000000/retry",
                "/api/destinations/nonsense/pause",
                "/api/destinations/%00/resume"
            })
    void anActionOnWhatIsNotThereIsAProblem(String path) {
        Response response =
                given().auth().oauth2(admin()).urlEncodingEnabled(false).post(path);
        requireProblem(response);
        assertThat(response.statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/deliveries", "/api/destinations", "/api/deliveries/00000000-0000-0000-0000-000000000000"})
    void withoutALoginThereIsNothingToSee(String path) {
        Response response = given().get(path);
        requireProblem(response);
        assertThat(response.statusCode()).isEqualTo(401);
    }

    private static void requireProblem(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isBetween(400, 499);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.jsonPath().getString("type")).startsWith("urn:baboo:messaging:problem:");
        assertThat(response.asString()).doesNotContain("travel.baboo", "java.", "Exception", "\tat ");
    }

    private String admin() {
        return given().baseUri(sandbox)
                .contentType("application/json")
                .body(Map.of("email", UUID.randomUUID() + "@example.com", "name", "Boss", "groups", List.of("admin")))
                .post("/login/token")
                .path("access_token");
    }
}
