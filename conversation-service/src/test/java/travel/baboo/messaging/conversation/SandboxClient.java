package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import travel.baboo.messaging.sandbox.SandboxTestResource;

/** What tests ask of the sandbox: logins, phones, and what Twilio has. */
@Singleton
public class SandboxClient {

    private final String origin;

    SandboxClient(@ConfigProperty(name = SandboxTestResource.ORIGIN) String origin) {
        this.origin = origin;
    }

    /** A bearer token for somebody. */
    public String login(String email, String name, String... groups) {
        return sandbox()
                .body(Map.of("email", email, "name", name, "groups", List.of(groups)))
                .post("/login/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /** A text from a phone to our number. */
    public ValidatableResponse text(String from, String to, String body) {
        return sandbox()
                .body(Map.of("to", to, "body", body))
                .post("/control/phones/" + from + "/messages")
                .then();
    }

    /** What the sandbox's Twilio knows of a conversation. */
    public ValidatableResponse conversation(String sid) {
        return sandbox().get("/control/conversations/" + sid).then().statusCode(200);
    }

    /** The next calls to Twilio that fit fail as told. */
    public void fault(Map<String, Object> fault) {
        sandbox().body(fault).post("/control/faults/rest").then().statusCode(201);
    }

    private RequestSpecification sandbox() {
        return given().baseUri(origin).contentType("application/json");
    }
}
