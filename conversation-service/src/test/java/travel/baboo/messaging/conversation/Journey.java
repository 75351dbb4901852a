package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;

/** Drives the service as its callers do: an expert and an admin, one inquiry and one phone a test. */
public abstract class Journey {
    protected static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A thread for each call: the common pool has none to spare on a machine of few cores. */
    protected static final Executor AT_ONCE = call -> new Thread(call).start();

    @Inject
    protected SandboxClient sandbox;

    protected String expert = "";
    protected String admin = "";
    protected String inquiryId = "";
    protected String phone = "";

    @BeforeEach
    void logIn() {
        expert = sandbox.login("maria@example.com", "Maria", "expert");
        admin = sandbox.login("boss@example.com", "Boss", "admin");
        inquiryId = UUID.randomUUID().toString();
        phone = UnusedPhone.next();
        as(admin).post("/api/admin/provision").then().statusCode(200);
    }

    protected ValidatableResponse inquire() {
        return as(expert)
                .body(inquiry("maria@example.com", "Maria", "Hello?"))
                .post("/api/inquiries")
                .then();
    }

    protected ValidatableResponse close(String sid) {
        return as(expert)
                .body(Map.of("state", "closed"))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(200)
                .body("state", equalTo("closed"));
    }

    /** The SID of the conversation that the inquiry begins. */
    protected String begin(Map<String, Object> inquiry) {
        return as(expert)
                .body(inquiry)
                .post("/api/inquiries")
                .then()
                .statusCode(201)
                .extract()
                .path("conversationSid");
    }

    /** An inquiry of Ann's, who writes by SMS; may be changed. */
    protected Map<String, Object> inquiry(String identity, String name, String message) {
        Map<String, Object> inquiry = new HashMap<>();
        inquiry.put("inquiryId", inquiryId);
        inquiry.put("traveler", Map.of("name", "Ann", "channel", "sms", "address", phone));
        inquiry.put("expert", Map.of("identity", identity, "name", name));
        inquiry.put("message", message);
        return inquiry;
    }

    protected ValidatableResponse send(String sid, String key, String body) {
        return as(expert)
                .header("Idempotency-Key", key)
                .body(Map.of("body", body))
                .post("/api/conversations/" + sid + "/messages")
                .then();
    }

    protected static ValidatableResponse external(String apiKey, String key, Map<String, Object> message) {
        return given().contentType("application/json")
                .header("X-Api-Key", apiKey)
                .header("Idempotency-Key", key)
                .body(message)
                .post("/api/external/messages")
                .then();
    }

    protected void awaitMessages(String sid, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(count)));
    }

    protected static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
