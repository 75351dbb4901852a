package travel.baboo.messaging.token.widget;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;

@QuarkusTest
@TestProfile(WidgetOffTest.Off.class)
@WithTestResource(SandboxTestResource.class)
class WidgetOffTest {

    public static final class Off implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("WIDGET_ENABLED", "false");
        }
    }

    @Test
    void aWidgetThatIsOffIsNotThereHoweverItIsAskedFor() {
        for (String method : List.of("GET", "POST", "OPTIONS")) {
            given().header("Origin", "https://shop.example.com")
                    .header("Access-Control-Request-Method", "GET")
                    .queryParam("identity", UUID.randomUUID())
                    .request(method, "/chat-widget")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }
}
