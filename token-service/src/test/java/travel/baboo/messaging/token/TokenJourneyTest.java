package travel.baboo.messaging.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;

@QuarkusTest
@WithTestResource(SandboxTestResource.class)
class TokenJourneyTest {

    private static final String PATH = "/api/twilio/token";
    private static final String UUID = "3F2504E0-4f89-41d3-9a0c-0305e82c3301";

    @Inject
    Login login;

    @Test
    void aCallerGetsATokenForTheirOwnIdentity() throws ParseException, JOSEException {
        ExtractableResponse<Response> answer =
                as("maria@example.com").post(PATH).then().statusCode(200).extract();

        String token = answer.path("token");
        Instant now = Instant.parse(answer.path("serverTime"));
        Instant expires = Instant.parse(answer.path("expiresAt"));
        Instant refresh = Instant.parse(answer.path("refreshAt"));
        assertThat(TwilioTokens.isSignedWith(token, SandboxCredentials.API_SECRET))
                .isTrue();
        assertThat(TwilioTokens.identity(token)).isEqualTo("maria@example.com");
        assertThat(answer.<String>path("identity")).isEqualTo("maria@example.com");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        for (String time : List.of("serverTime", "expiresAt", "refreshAt")) {
            assertThat(answer.<String>path(time)).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        }
        assertThat(expires).isBetween(now.plus(Duration.ofMinutes(59)), now.plus(Duration.ofHours(1)));
        assertThat(refresh).isBetween(now.plus(Duration.ofMinutes(40)), expires.minus(Duration.ofMinutes(4)));
    }

    @Test
    void theIdentityMayBeSaidInQueryFormOrJson() {
        as("maria@example.com")
                .queryParam("identity", "maria@example.com")
                .post(PATH)
                .then()
                .statusCode(200);
        as("maria@example.com")
                .formParam("identity", "maria@example.com")
                .post(PATH)
                .then()
                .statusCode(200);
        as("maria@example.com")
                .contentType("application/json")
                .body(Map.of("identity", "maria@example.com"))
                .post(PATH)
                .then()
                .statusCode(200);
    }

    @Test
    void anotherIdentityIsRefusedEvenIfOnlyTheCaseDiffers() {
        for (String other : List.of("anna@example.com", "Maria@example.com", "maria@example.com ")) {
            as("maria@example.com")
                    .formParam("identity", other)
                    .post(PATH)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .header("Cache-Control", "no-store");
        }
    }

    @Test
    void eachOfSeveralIdentitiesMustBeTheCallers() {
        for (String[] pair : new String[][] {
            {"maria@example.com", "anna@example.com"},
            {"anna@example.com", "maria@example.com"},
            {"anna@example.com", "eve"}
        }) {
            as("maria@example.com")
                    .queryParam("identity", pair[0])
                    .contentType("application/json")
                    .body(Map.of("identity", pair[1]))
                    .post(PATH)
                    .then()
                    .statusCode(403);
        }
        as("maria@example.com")
                .queryParam("identity", "maria@example.com")
                .contentType("application/json")
                .body(Map.of("identity", "maria@example.com"))
                .post(PATH)
                .then()
                .statusCode(200);
        as("boss@example.com", "admin")
                .queryParam("identity", "boss@example.com", "concierge-bot")
                .post(PATH)
                .then()
                .statusCode(400);
    }

    @Test
    void anEmptyBodyOfAnyTypeIsNoBody() {
        for (String type : List.of("application/json", "application/x-www-form-urlencoded", "text/plain")) {
            as("maria@example.com").contentType(type).post(PATH).then().statusCode(200);
        }
    }

    @Test
    void aBodyOfAnotherTypeIsRejectedWithTheTypesThatAreAccepted() {
        for (String type : List.of("text/plain", "application/xml", "multipart/form-data; boundary=x")) {
            given().config(RestAssured.config()
                            .encoderConfig(EncoderConfig.encoderConfig()
                                    .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                    .encodeContentTypeAs("multipart/form-data", ContentType.TEXT)))
                    .auth()
                    .oauth2(login.token("maria@example.com"))
                    .contentType(type)
                    .body("identity=maria@example.com")
                    .post(PATH)
                    .then()
                    .statusCode(415)
                    .contentType("application/problem+json")
                    .body("detail", containsString("JSON or a form"));
        }
    }

    @Test
    void anAdminGetsATokenForABotAndForNobodyElse() throws ParseException {
        String token = as("boss@example.com", "admin")
                .queryParam("identity", "concierge-bot")
                .post(PATH)
                .then()
                .statusCode(200)
                .extract()
                .path("token");
        assertThat(TwilioTokens.identity(token)).isEqualTo("concierge-bot");

        as("boss@example.com", "admin")
                .queryParam("identity", "maria@example.com")
                .post(PATH)
                .then()
                .statusCode(403);
        as("maria@example.com", "expert")
                .queryParam("identity", "concierge-bot")
                .post(PATH)
                .then()
                .statusCode(403);
    }

    @Test
    void withoutALoginThereIsNoToken() {
        given().post(PATH)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer")
                .header("Cache-Control", "no-store");
    }

    @Test
    void theWidgetGetsABareTokenForItsUuidByGetAndPost() throws ParseException {
        for (String method : List.of("GET", "POST")) {
            ExtractableResponse<Response> answer = given().queryParam("identity", UUID)
                    .request(method, "/chat-widget")
                    .then()
                    .statusCode(200)
                    .contentType("text/plain")
                    .header("Access-Control-Allow-Origin", "*")
                    .header("Cache-Control", "no-store")
                    .extract();
            String token = answer.asString();
            assertThat(TwilioTokens.identity(token)).isEqualTo(UUID.toLowerCase(Locale.ROOT));
            assertThat(TwilioTokens.lifetime(token)).isEqualTo(Duration.ofHours(4));
        }
    }

    @Test
    void theWidgetNeedsAUuidAndPagesCanReadWhy() {
        for (String identity : List.of(
                "maria@example.com", UUID + "0", "", "{" + UUID + "}", "00000000-0000-0000-0000-000000000000")) {
            given().queryParam("identity", identity)
                    .get("/chat-widget")
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .header("Access-Control-Allow-Origin", "*");
        }
        given().get("/chat-widget").then().statusCode(400).body("detail", equalTo("identity required"));
    }

    /** Anybody gets a widget's token for any UUID: a login under one could be taken over without a login. */
    @Test
    void aLoginWhoseIdentityIsAUuidGetsNoToken() {
        for (Map<String, Object> claims : List.of(
                Map.<String, Object>of("email", UUID),
                Map.<String, Object>of("email", UUID.toLowerCase(Locale.ROOT)),
                Map.<String, Object>of("email", " " + UUID),
                Map.<String, Object>of("email", UUID, "groups", List.of("admin")))) {
            given().auth()
                    .oauth2(login.token(claims))
                    .post(PATH)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json");
        }
    }

    @Test
    void browsersMayAskBeforehand() {
        given().header("Origin", "https://shop.example.com")
                .header("Access-Control-Request-Method", "POST")
                .options("/chat-widget")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", "*")
                .header("Access-Control-Allow-Methods", "GET, POST");
    }

    private RequestSpecification as(String email, String... groups) {
        return given().auth().oauth2(login.token(email, groups));
    }
}
