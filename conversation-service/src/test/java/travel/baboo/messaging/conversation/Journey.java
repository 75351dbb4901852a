package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/** Drives the service as its callers do: an expert and an admin, one inquiry and one phone a test. */
abstract class Journey {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    SandboxClient sandbox;

    String expert = "";
    String admin = "";
    String inquiryId = "";
    String phone = "";

    @BeforeEach
    void logIn() {
        expert = sandbox.login("maria@example.com", "Maria", "expert");
        admin = sandbox.login("boss@example.com", "Boss", "admin");
        inquiryId = UUID.randomUUID().toString();
        phone = "+1555" + String.format("%07d", Math.abs(inquiryId.hashCode() % 10_000_000));
        as(admin).post("/api/admin/provision").then().statusCode(200);
    }

    ValidatableResponse inquire() {
        Map<String, Object> inquiry = Map.of(
                "inquiryId",
                inquiryId,
                "traveler",
                Map.of("name", "Ann", "channel", "sms", "address", phone),
                "expert",
                Map.of("identity", "maria@example.com", "name", "Maria"),
                "message",
                "Hello?");
        return as(expert).body(inquiry).post("/api/inquiries").then();
    }

    ValidatableResponse send(String sid, String key, String body) {
        return as(expert)
                .header("Idempotency-Key", key)
                .body(Map.of("body", body))
                .post("/api/conversations/" + sid + "/messages")
                .then();
    }

    static ValidatableResponse external(String apiKey, String key, Map<String, Object> message) {
        return given().contentType("application/json")
                .header("X-Api-Key", apiKey)
                .header("Idempotency-Key", key)
                .body(message)
                .post("/api/external/messages")
                .then();
    }

    void awaitMessages(String sid, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(count)));
    }

    static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
