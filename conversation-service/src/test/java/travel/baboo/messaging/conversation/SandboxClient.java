package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.twilio.realtime.SdkClient;

/** What tests ask of the sandbox: logins, phones, and what Twilio has. */
@Singleton
public class SandboxClient {

    private final String origin;

    public SandboxClient(@ConfigProperty(name = SandboxTestResource.ORIGIN) String origin) {
        this.origin = origin;
    }

    /** A bearer token for a user. */
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

    /** What is sent to a phone from now on gets as far as {@code delivery} says, with this error if it fails. */
    public void behave(String phone, String delivery, int errorCode) {
        sandbox()
                .body(Map.of("delivery", delivery, "errorCode", errorCode))
                .put("/control/phones/" + phone + "/behavior")
                .then()
                .statusCode(200);
    }

    /** How many requests the sandbox's Twilio has had. */
    public int requests() {
        return sandbox()
                .get("/control/twilio/requests")
                .then()
                .statusCode(200)
                .extract()
                .<List<?>>path("items")
                .size();
    }

    /** The requests to Twilio Conversations: {@code method}, {@code path}, {@code query}, {@code body}. */
    public List<Map<String, String>> conversationsRequests() {
        return sandbox()
                .get("/control/twilio/requests")
                .then()
                .statusCode(200)
                .extract()
                .path("items.findAll { it.path.startsWith('/v1/') && !it.path.startsWith('/v1/Content')"
                        + " && !it.path.startsWith('/v1/Services/MG') }");
    }

    /** The texts that triggered Studio in a conversation. */
    public List<String> studioHeard(String sid) {
        return sandbox()
                .get("/control/webhooks?conversation=" + sid)
                .then()
                .statusCode(200)
                .extract()
                .path("items.findAll { it.outcome == 'studio' }.collect { it.fields.Body[0] }");
    }

    /** The webhooks of a type that a conversation has fired. */
    public List<Map<String, Object>> webhooks(String sid, String type) {
        return sandbox()
                .get("/control/webhooks?conversation=" + sid + "&type=" + type)
                .then()
                .statusCode(200)
                .extract()
                .path("items");
    }

    /** What a phone has been sent, latest or not. */
    public List<String> texts(String phone) {
        return sandbox()
                .get("/control/phones/" + phone + "/messages")
                .then()
                .statusCode(200)
                .extract()
                .path("items.body");
    }

    /** Makes an approved template. */
    public void template(String contentSid, String body) {
        sandbox()
                .body(Map.of("body", body))
                .put("/control/contents/" + contentSid)
                .then()
                .statusCode(200);
    }

    /** Uploads media. */
    public String media(String filename, String contentType, int size) {
        return sandbox()
                .body(Map.of("filename", filename, "contentType", contentType, "size", size))
                .post("/control/media")
                .then()
                .statusCode(201)
                .extract()
                .path("sid");
    }

    /** What the sandbox's Twilio knows of a conversation. */
    public ValidatableResponse conversation(String sid) {
        return sandbox().get("/control/conversations/" + sid).then().statusCode(200);
    }

    /** The next calls to Twilio that fit fail as given. */
    public void fault(Map<String, Object> fault) {
        sandbox().body(fault).post("/control/faults/rest").then().statusCode(201);
    }

    /** The next POST to such a path takes effect at Twilio, and its answer is a 500. */
    public void loseAnswer(String path) {
        fault(Map.of("method", "POST", "path", path, "kind", "status", "moment", "after", "status", 500, "times", 1));
    }

    /** Webhooks that fit go wrong as given, until {@link #heal}. */
    public void webhookFault(Map<String, Object> fault) {
        sandbox().body(fault).post("/control/faults/webhooks").then().statusCode(201);
    }

    /** No fault strikes any more. */
    public void heal() {
        sandbox().delete("/control/faults/webhooks").then().statusCode(204);
        sandbox().delete("/control/faults/rest").then().statusCode(204);
    }

    /** Acts as a browser that runs Twilio's SDK. */
    public void browser(String identity, String serviceSid, Consumer<SdkClient> does) {
        try (SdkClient browser = SdkClient.signIn(origin, identity, serviceSid)) {
            does.accept(browser);
        }
    }

    /** A conversation that a browser makes and joins. */
    public String widget(String identity, String serviceSid) {
        try (SdkClient browser = SdkClient.signIn(origin, identity, serviceSid)) {
            return browser.createConversation("Widget");
        }
    }

    /** A POST to Twilio that fires no webhook. */
    public ValidatableResponse quietly(String path, Map<String, Object> form) {
        return twilio().contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParams(form)
                .post("/v1/" + path)
                .then();
    }

    /** A DELETE at Twilio that fires no webhook. */
    public void quietlyDelete(String path) {
        twilio().delete("/v1/" + path).then().statusCode(204);
    }

    /** Something of Twilio's, as its API shows it. */
    public ValidatableResponse get(String path) {
        return twilio().get("/v1/" + path).then().statusCode(200);
    }

    /** The SID of something of Twilio's, if it is there. */
    public Optional<String> find(String path) {
        Response response = twilio().get("/v1/" + path);
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(response.path("sid"));
    }

    private RequestSpecification twilio() {
        return given().baseUri(origin)
                .auth()
                .preemptive()
                .basic(SandboxCredentials.ACCOUNT_SID, SandboxCredentials.AUTH_TOKEN);
    }

    private RequestSpecification sandbox() {
        return given().baseUri(origin).contentType("application/json");
    }
}
