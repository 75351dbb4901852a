package travel.baboo.messaging.token.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.token.FakeLogin;

/** The login's keys as they come and go. */
@QuarkusTest
@TestProfile(LoginKeysTest.NoCache.class)
@WithTestResource(FakeLogin.class)
class LoginKeysTest {

    /** A key set that is old at once, and fetched for any unknown key: what holds then holds whenever the times are over. */
    public static final class NoCache implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("smallrye.jwt.jwks.refresh-interval", "0", "smallrye.jwt.jwks.forced-refresh-interval", "0");
        }
    }

    FakeLogin login = new FakeLogin();

    @BeforeEach
    @AfterEach
    void reset() {
        login.away(false);
        login.publish(login.rsa(), login.ec());
    }

    @Test
    void bothAlgorithmsAreTaken() {
        awaitAccepted(FakeLogin.sign(claims(), login.rsa()));
        awaitAccepted(FakeLogin.sign(claims(), login.ec()));
    }

    @Test
    void aKeyThatTheLoginHasJustAddedIsFetched() {
        awaitAccepted(FakeLogin.sign(claims(), login.rsa()));
        login.publish(login.rsa(), login.nextRsa());
        awaitAccepted(FakeLogin.sign(claims(), login.nextRsa()));
    }

    @Test
    void keysAreKeptWhileTheLoginIsAway() {
        awaitAccepted(FakeLogin.sign(claims(), login.rsa()));
        login.away(true);
        int before = login.fetches();
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            ask(FakeLogin.sign(claims(), login.rsa())).statusCode(200);
            assertThat(login.fetches()).as("fetched in vain").isGreaterThan(before);
        });
        for (int i = 0; i < 3; i++) {
            ask(FakeLogin.sign(claims(), login.rsa())).statusCode(200);
        }
    }

    @Test
    void aClockThatIsALittleOffIsForgiven() {
        Instant justOver = Instant.now().minusSeconds(10);
        JWTClaimsSet claims = login.claims("ann@example.com")
                .issueTime(Date.from(justOver.minusSeconds(60)))
                .expirationTime(Date.from(justOver))
                .build();
        ask(FakeLogin.sign(claims, login.rsa())).statusCode(200);
    }

    @Test
    void withoutAnEmailTheSubjectCountsUnlessItIsAUuid() {
        awaitAccepted(FakeLogin.sign(claims(), login.rsa()));
        ask(FakeLogin.sign(ofSubject("ann"), login.rsa())).statusCode(200);
        ask(FakeLogin.sign(ofSubject("3f2504e0-4f89-41d3-9a0c-0305e82c3301"), login.rsa()))
                .statusCode(403);
    }

    private JWTClaimsSet ofSubject(String subject) {
        return login.claims("ann@example.com")
                .claim("email", null)
                .subject(subject)
                .build();
    }

    private JWTClaimsSet claims() {
        return login.claims("ann@example.com").build();
    }

    private static ValidatableResponse ask(String jwt) {
        return given().auth().oauth2(jwt).post("/api/twilio/token").then();
    }

    /** The framework does not fetch keys twice within 300 ms, whatever the settings. */
    private static void awaitAccepted(String jwt) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> ask(jwt).statusCode(200));
    }
}
