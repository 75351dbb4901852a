package travel.baboo.messaging.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The console's files and their headers, as a browser gets them. */
@QuarkusTest
@TestProfile(ConsoleFilesTest.Configured.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ConsoleFilesTest {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' https://login.example;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'";

    public static final class Configured implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "CONSOLE_AUTHORIZATION_ENDPOINT", "https://login.example/authorize",
                    "CONSOLE_TOKEN_ENDPOINT", "https://login.example/oauth/token",
                    "CONSOLE_TRACE_URL", "https://traces.example/{traceId}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/", "/console/index.html"})
    void thePageComesWithItsHeaders(String path) {
        Response response = given().get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).startsWith("text/html");
        assertThat(response.asString()).startsWith("<!doctype html>");
        requireHeaders(response);
    }

    @Test
    void whatIsNotThereHasTheHeadersToo() {
        Response response = given().get("/console/nothing.js");

        assertThat(response.statusCode()).isEqualTo(404);
        requireHeaders(response);
    }

    private static void requireHeaders(Response response) {
        assertThat(response.headers().getValues("Content-Security-Policy")).containsExactly(POLICY);
        assertThat(response.headers().getValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(response.headers().getValues("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(response.headers().getValues("Cache-Control")).containsExactly("no-cache");
    }

    @Test
    void theBareAddressLeadsToThePage() {
        given().redirects()
                .follow(false)
                .get("/console?code=1&state=2")
                .then()
                .statusCode(308)
                .header("Location", equalTo("/console/?code=1&state=2"));
    }

    @Test
    void thePageLearnsHowToSignInBeforeAnybodyHas() {
        given().get("/console/settings.json")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Cache-Control", "no-cache")
                .body("authorizationEndpoint", equalTo("https://login.example/authorize"))
                .body("tokenEndpoint", equalTo("https://login.example/oauth/token"))
                .body("clientId", equalTo("baboo-console"))
                .body("scope", equalTo("openid offline_access"))
                .body("traceUrl", equalTo("https://traces.example/{traceId}"))
                .body("size()", equalTo(5));
    }

    @Test
    void nothingElseHasThePagesHeaders() {
        given().get("/consoles")
                .then()
                .statusCode(404)
                .header("Content-Security-Policy", nullValue())
                .body(not(containsString("<!doctype")));
        given().get("/api/destinations").then().statusCode(401).header("Content-Security-Policy", nullValue());
    }
}
