package travel.baboo.messaging.token;

import static io.restassured.RestAssured.given;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import travel.baboo.messaging.sandbox.SandboxTestResource;

/** The sandbox's login, as tests use it. */
@Singleton
public class Login {

    private final String origin;

    Login(@ConfigProperty(name = SandboxTestResource.ORIGIN, defaultValue = "not-started") String origin) {
        this.origin = origin;
    }

    /** An app JWT for a user. */
    public String token(String email, String... groups) {
        return token(Map.of("email", email, "groups", List.of(groups)));
    }

    /** An app JWT as the login's request describes it. */
    public String token(Map<String, Object> request) {
        return given().baseUri(origin)
                .contentType("application/json")
                .body(request)
                .post("/login/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }
}
