package travel.baboo.messaging.token.widget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;

/** Without trusted proxies, which is the default, the peer of the connection is the client, whatever its headers say. */
@QuarkusTest
@TestProfile(WidgetSpoofingTest.NoProxies.class)
@WithTestResource(SandboxTestResource.class)
class WidgetSpoofingTest {

    public static final class NoProxies implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("WIDGET_CLIENT_BURST", "4", "WIDGET_CLIENT_REFILL", "1", "WIDGET_CLIENT_PERIOD", "1h");
        }
    }

    @Test
    void aHeaderOfAnUntrustedPeerBuysNothing() {
        List<Integer> answers = IntStream.range(0, 12)
                .map(i -> given().header("X-Forwarded-For", "198.51.100." + i)
                        .header("Forwarded", "for=198.51.100." + i)
                        .header("X-Real-IP", "198.51.100." + i)
                        .queryParam("identity", UUID.randomUUID())
                        .get("/chat-widget")
                        .statusCode())
                .boxed()
                .toList();
        assertThat(answers.subList(0, 4)).containsOnly(200);
        assertThat(answers.subList(4, 12)).containsOnly(429);
    }
}
