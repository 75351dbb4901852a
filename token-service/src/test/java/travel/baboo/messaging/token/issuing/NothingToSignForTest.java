package travel.baboo.messaging.token.issuing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.token.Login;

/** Without the SID of the Conversations service there is nothing to mint tokens for; that is reported, and the service keeps running. */
@QuarkusTest
@TestProfile(NothingToSignForTest.NoService.class)
@WithTestResource(SandboxTestResource.class)
class NothingToSignForTest {

    public static final class NoService implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.twilio.conversations-service-sid", "IS-is-not-known-yet");
        }
    }

    @Inject
    Login login;

    @TestHTTPResource(value = "/health", management = true)
    URI health = URI.create("");

    @Test
    void readinessIsDownAndSaysWhyWhileTheServiceLives() {
        given().get(health + "/ready").then().statusCode(503).body(containsString("TWILIO_CONVERSATIONS_SERVICE_SID"));
        given().get(health + "/live").then().statusCode(200);
    }

    @Test
    void bothPathsAnswer503() {
        given().auth()
                .oauth2(login.token("ann@example.com"))
                .post("/api/twilio/token")
                .then()
                .statusCode(503)
                .contentType("application/problem+json");
        given().queryParam("identity", UUID.randomUUID())
                .get("/chat-widget")
                .then()
                .statusCode(503)
                .header("Access-Control-Allow-Origin", "*");
    }
}
