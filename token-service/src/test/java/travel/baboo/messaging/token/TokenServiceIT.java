package travel.baboo.messaging.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.specification.RequestSpecification;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxCredentials;

/** The service as it is packaged, as a jar or as a native executable, in a process of its own. */
@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class TokenServiceIT {

    private static final String PATH = "/api/twilio/token";

    PackagedService service = new PackagedService();

    @Test
    void aCallerGetsATokenForTheirOwnIdentityInEveryFormOfRequest() throws ParseException, JOSEException {
        List<RequestSpecification> requests = List.of(
                as("maria@example.com"),
                as("maria@example.com").queryParam("identity", "maria@example.com"),
                as("maria@example.com").formParam("identity", "maria@example.com"),
                as("maria@example.com").contentType("application/json").body("{\"identity\":\"maria@example.com\"}"));
        for (RequestSpecification request : requests) {
            String token = request.post(PATH)
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", "no-store")
                    .body("identity", equalTo("maria@example.com"))
                    .extract()
                    .path("token");
            assertThat(TwilioTokens.isSignedWith(token, SandboxCredentials.API_SECRET))
                    .isTrue();
            assertThat(TwilioTokens.header(token))
                    .isEqualTo(Map.of("alg", "HS256", "typ", "JWT", "cty", "twilio-fpa;v=1"));
            assertThat(TwilioTokens.identity(token)).isEqualTo("maria@example.com");
        }
    }

    @Test
    void anAdminGetsATokenForABot() throws ParseException {
        String token = as("boss@example.com", "admin")
                .queryParam("identity", PackagedService.BOT)
                .post(PATH)
                .then()
                .statusCode(200)
                .extract()
                .path("token");
        assertThat(TwilioTokens.identity(token)).isEqualTo(PackagedService.BOT);
    }

    @Test
    void nobodyElseGetsAnything() {
        refused(given(), 401);
        refused(given().auth().oauth2("not.a.token"), 401);
        refused(as("maria@example.com").queryParam("identity", "anna@example.com"), 403);
        refused(as("maria@example.com").queryParam("identity", PackagedService.BOT), 403);
        refused(as("maria@example.com").contentType("application/json").body("{"), 400);
        refused(as("maria@example.com").contentType("text/plain").body("maria@example.com"), 415);
        refused(as("maria@example.com").contentType("application/json").body(" ".repeat(17_000)), 413);
    }

    @Test
    void theWidgetGetsABareTokenForItsUuid() throws ParseException, JOSEException {
        String uuid = UUID.randomUUID().toString();
        for (String method : List.of("GET", "POST")) {
            String token = given().queryParam("identity", uuid)
                    .request(method, "/chat-widget")
                    .then()
                    .statusCode(200)
                    .contentType("text/plain")
                    .header("Access-Control-Allow-Origin", "*")
                    .extract()
                    .asString();
            assertThat(TwilioTokens.isSignedWith(token, SandboxCredentials.API_SECRET))
                    .isTrue();
            assertThat(TwilioTokens.identity(token)).isEqualTo(uuid);
        }
        given().queryParam("identity", "maria@example.com")
                .get("/chat-widget")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .header("Access-Control-Allow-Origin", "*");
        given().header("Origin", "https://shop.example.com")
                .header("Access-Control-Request-Method", "GET")
                .options("/chat-widget")
                .then()
                .statusCode(204);
    }

    @Test
    void tooManyCallsOfTheWidgetGetRetryAfter() {
        boolean limited = false;
        for (int i = 0; i < 200 && !limited; i++) {
            limited = given().queryParam("identity", UUID.randomUUID())
                            .header("X-Forwarded-For", "198.51.100." + i)
                            .get("/chat-widget")
                            .statusCode()
                    == 429;
        }
        assertThat(limited).isTrue();
    }

    @Test
    void operatorsSeeHealthMetricsAndTheApi() {
        as("maria@example.com").post(PATH).then().statusCode(200);
        given().get(service.management() + "/health/live").then().statusCode(200);
        given().get(service.management() + "/health/ready")
                .then()
                .statusCode(200)
                .body(containsString(SandboxCredentials.API_KEY));
        given().get(service.management() + "/metrics")
                .then()
                .statusCode(200)
                .body(containsString("baboo_token_issued_total{kind=\"app\""))
                .body(containsString("baboo_token_signing_key_age_seconds"));
        given().get(service.management() + "/openapi")
                .then()
                .statusCode(200)
                .body(containsString(PATH))
                .body(containsString("/chat-widget"))
                .body(containsString("refreshAt"));
    }

    private static void refused(RequestSpecification request, int status) {
        request.post(PATH)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .header("Cache-Control", "no-store")
                .body("status", equalTo(status));
    }

    private RequestSpecification as(String email, String... groups) {
        return given().auth().oauth2(service.login().token(email, groups));
    }
}
