package travel.baboo.messaging.token.widget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;

/** What all clients together may ask for, and how little of a flood is remembered. */
@QuarkusTest
@TestProfile(WidgetInstanceLimitTest.Few.class)
@WithTestResource(SandboxTestResource.class)
class WidgetInstanceLimitTest {

    public static final class Few implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "WIDGET_INSTANCE_BURST", "5",
                    "WIDGET_INSTANCE_REFILL", "1",
                    "WIDGET_INSTANCE_PERIOD", "1h",
                    "baboo.token.rate-limit.max-clients", "20",
                    "TRUSTED_PROXIES", "127.0.0.0/8,::1");
        }
    }

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics = URI.create("");

    @Test
    void allClientsTogetherAreLimitedAndAFloodOfThemIsForgotten() {
        for (int i = 0; i < 5; i++) {
            ask("198.51.100." + i).statusCode(200);
        }
        for (int i = 0; i < 100; i++) {
            String wait = ask("2001:db8:0:" + Integer.toHexString(i) + "::1")
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .header("Access-Control-Allow-Origin", "*")
                    .body("limit", equalTo("instance"))
                    .extract()
                    .header("Retry-After");
            assertThat(Integer.parseInt(wait)).isBetween(3000, 3600);
        }
        String exposed = given().get(metrics).asString();
        assertThat(value(exposed, "baboo_token_rate_limit_clients")).isBetween(1.0, 20.0);
        assertThat(value(exposed, "baboo_token_refused_total{kind=\"widget\",reason=\"too-many-requests-instance\""))
                .isEqualTo(100);
        assertThat(exposed).doesNotContain("2001:db8").doesNotContain("198.51.100");
    }

    private static double value(String exposed, String start) {
        return exposed.lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.split(" ", 3)[1]))
                .findFirst()
                .orElseThrow();
    }

    private static ValidatableResponse ask(String client) {
        return given().header("Origin", "https://shop.example.com")
                .header("X-Forwarded-For", client)
                .queryParam("identity", UUID.randomUUID())
                .get("/chat-widget")
                .then();
    }
}
