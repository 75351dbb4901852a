package travel.baboo.messaging.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;

/** What operators set in the environment is in the tokens. */
@QuarkusTest
@TestProfile(SettingsTest.Everything.class)
@WithTestResource(SandboxTestResource.class)
class SettingsTest {

    private static final String APP_PUSH = "CR0000000000000000000000000000000a";
    private static final String WIDGET_PUSH = "CR0000000000000000000000000000000b";

    public static final class Everything implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "TWILIO_REGION", "ie1",
                    "TWILIO_PUSH_CREDENTIAL_SID", APP_PUSH,
                    "WIDGET_PUSH_CREDENTIAL_SID", WIDGET_PUSH,
                    "APP_TOKEN_LIFETIME", "1m",
                    "WIDGET_TOKEN_LIFETIME", "24h",
                    "BOT_IDENTITIES", "bot-a,bot-b");
        }
    }

    @Inject
    Login login;

    @Test
    void theAppsTokenHasItsOwnLifeAndPushCredential() throws ParseException {
        String token = app("boss@example.com");
        assertThat(TwilioTokens.header(token)).containsEntry("twr", "ie1");
        assertThat(TwilioTokens.lifetime(token)).isEqualTo(Duration.ofMinutes(1));
        assertThat(TwilioTokens.claims(token).toString()).contains(APP_PUSH).doesNotContain(WIDGET_PUSH);
    }

    @Test
    void theWidgetsTokenHasItsOwnLifeAndPushCredential() throws ParseException {
        String token = given().queryParam("identity", UUID.randomUUID())
                .get("/chat-widget")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(TwilioTokens.header(token)).containsEntry("twr", "ie1");
        assertThat(TwilioTokens.lifetime(token)).isEqualTo(Duration.ofHours(24));
        assertThat(TwilioTokens.claims(token).toString()).contains(WIDGET_PUSH).doesNotContain(APP_PUSH);
    }

    @Test
    void eachNamedBotIsOne() throws ParseException {
        assertThat(TwilioTokens.identity(app("bot-a"))).isEqualTo("bot-a");
        assertThat(TwilioTokens.identity(app("bot-b"))).isEqualTo("bot-b");
    }

    private String app(String identity) {
        return given().auth()
                .oauth2(login.token("boss@example.com", "admin"))
                .queryParam("identity", identity)
                .post("/api/twilio/token")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }
}
