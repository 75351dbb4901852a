package travel.baboo.messaging.token.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.token.FakeLogin;

/** The login's keys are kept for an hour, unless a token names another; and the service may start before the login does. */
@QuarkusTest
@TestProfile(LoginKeyCacheTest.Patient.class)
@WithTestResource(value = FakeLogin.class, initArgs = @ResourceArg(name = "away", value = "true"))
class LoginKeyCacheTest {

    public static final class Patient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("smallrye.jwt.jwks.forced-refresh-interval", "0", "JWT_CLOCK_SKEW_SECONDS", "120");
        }
    }

    FakeLogin login = new FakeLogin();

    /** The login comes only after the service: {@link FakeLogin} is configured to be away. */
    @BeforeEach
    void awaitTheLogin() {
        int status = ask(FakeLogin.sign(claims(), login.rsa())).extract().statusCode();
        assertThat(status).isIn(200, 401, 503);
        login.away(false);
        login.publish(login.rsa(), login.ec());
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> ask(FakeLogin.sign(claims(), login.rsa())).statusCode(200));
    }

    @Test
    void keysAreFetchedOnceForManyTokens() {
        int before = login.fetches();
        for (int i = 0; i < 15; i++) {
            ask(FakeLogin.sign(claims(), login.rsa())).statusCode(200);
            ask(FakeLogin.sign(claims(), login.ec())).statusCode(200);
        }
        assertThat(login.fetches()).isEqualTo(before);
    }

    @Test
    void anUnknownKeyIdIsWhatMakesThemBeFetchedAgain() {
        int before = login.fetches();
        login.publish(login.rsa(), login.ec(), login.nextRsa());
        ask(FakeLogin.sign(claims(), login.rsa())).statusCode(200);
        assertThat(login.fetches()).isEqualTo(before);

        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> ask(FakeLogin.sign(claims(), login.nextRsa()))
                .statusCode(200));
        assertThat(login.fetches()).isGreaterThan(before);
    }

    @Test
    void theClockSkewIsASetting() {
        ask(FakeLogin.sign(expiredSince(100), login.rsa())).statusCode(200);
        ask(FakeLogin.sign(expiredSince(130), login.rsa())).statusCode(401);
    }

    private JWTClaimsSet expiredSince(int seconds) {
        Instant end = Instant.now().minusSeconds(seconds);
        return login.claims("ann@example.com")
                .issueTime(Date.from(end.minusSeconds(60)))
                .expirationTime(Date.from(end))
                .build();
    }

    private JWTClaimsSet claims() {
        return login.claims("ann@example.com").build();
    }

    private static ValidatableResponse ask(String jwt) {
        return given().auth().oauth2(jwt).post("/api/twilio/token").then();
    }
}
