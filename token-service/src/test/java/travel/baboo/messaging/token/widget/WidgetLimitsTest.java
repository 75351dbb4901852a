package travel.baboo.messaging.token.widget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;

@QuarkusTest
@TestProfile(WidgetLimitsTest.Tight.class)
@WithTestResource(SandboxTestResource.class)
class WidgetLimitsTest {

    private static final String SHOP = "https://shop.example.com";

    public static final class Tight implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "WIDGET_CLIENT_BURST", "3",
                    "WIDGET_CLIENT_REFILL", "3",
                    "WIDGET_CLIENT_PERIOD", "1h",
                    "TRUSTED_PROXIES", "127.0.0.0/8,::1",
                    "WIDGET_ALLOWED_ORIGINS", SHOP);
        }
    }

    @Test
    void aClientThatAsksTooOftenGetsRetryAfterAndOthersAreServed() {
        IntStream.range(0, 3).forEach(i -> ask("198.51.100.1").statusCode(200));

        String wait = ask("198.51.100.1")
                .statusCode(429)
                .contentType("application/problem+json")
                .header("Access-Control-Allow-Origin", SHOP)
                .header("Access-Control-Expose-Headers", containsString("Retry-After"))
                .header("Cache-Control", "no-store")
                .body("limit", equalTo("client"))
                .extract()
                .header("Retry-After");
        assertThat(Integer.parseInt(wait)).isBetween(1, 1200);
        ask("198.51.100.2").statusCode(200);
    }

    @Test
    void whatAClientWritesIntoTheHeaderDoesNotHelpIt() {
        IntStream.range(0, 3).forEach(i -> ask("10.0.0." + i + ", 198.51.100.3").statusCode(200));
        ask("10.0.0.9, 198.51.100.3").statusCode(429);
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneClient() {
        for (String address : new String[] {"2001:db8:7::1", "[2001:db8:7::2]:4711", "2001:db8:7::ffff:0:3"}) {
            ask(address).statusCode(200);
        }
        ask("2001:db8:7:0:ffff::4").statusCode(429);
        ask("2001:db8:7:1::1").statusCode(200);
    }

    @Test
    void aRequestThatIsRefusedAnywayCostsNothing() {
        for (int i = 0; i < 10; i++) {
            given().header("X-Forwarded-For", "198.51.100.4")
                    .get("/chat-widget?identity=nobody")
                    .then()
                    .statusCode(400);
        }
        ask("198.51.100.4").statusCode(200);
    }

    @Test
    void onlyPagesOfAllowedOriginsMayRead() {
        given().header("Origin", "https://evil.example.com")
                .queryParam("identity", UUID.randomUUID())
                .header("X-Forwarded-For", "198.51.100.5")
                .get("/chat-widget")
                .then()
                .header("Access-Control-Allow-Origin", nullValue())
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("Vary", containsString("Origin"));
    }

    private static ValidatableResponse ask(String forwardedFor) {
        return given().header("Origin", SHOP)
                .header("X-Forwarded-For", forwardedFor)
                .queryParam("identity", UUID.randomUUID())
                .get("/chat-widget")
                .then();
    }
}
