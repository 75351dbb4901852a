package travel.baboo.messaging.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The company's login signs with a new key. */
@QuarkusTest
@TestProfile(LoginRotationTest.AnyTime.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class LoginRotationTest {

    /** A key set is fetched for any unknown key: what holds then holds once the minute is over. */
    public static final class AnyTime implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("smallrye.jwt.jwks.forced-refresh-interval", "0");
        }
    }

    @ConfigProperty(name = SandboxTestResource.ORIGIN)
    String sandbox = "";

    @ConfigProperty(name = "smallrye.jwt.jwks.retain-cache-on-error-duration")
    int keptMinutes;

    @Test
    void tokensOfTheNewKeyAndOfTheOneBeforeAreTaken() {
        String before = token();
        assertThat(status(before)).isEqualTo(200);

        given().baseUri(sandbox).post("/login/rotate").then().statusCode(204);
        String after = token();

        await().atMost(Duration.ofSeconds(30)).until(() -> status(after) == 200);
        assertThat(status(before)).isEqualTo(200);
        assertThat(keptMinutes)
                .as("minutes that keys are kept while the login is away")
                .isPositive();
    }

    private static int status(String token) {
        return given().auth().oauth2(token).get("/api/destinations").statusCode();
    }

    private String token() {
        return given().baseUri(sandbox)
                .contentType("application/json")
                .body(Map.of("email", "ann@baboo.example", "name", "Ann", "groups", List.of("admin")))
                .post("/login/token")
                .path("access_token");
    }
}
