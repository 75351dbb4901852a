package travel.baboo.messaging.token.issuing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.token.LogLines;
import travel.baboo.messaging.token.Login;

/** What operators see of a token: that it was issued or refused, and for whom, but neither the token nor the person. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
class ObservationTest {

    @Inject
    Login login;

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics = URI.create("");

    private final LogLines logged = new LogLines();

    @BeforeEach
    void listen() {
        logged.start();
    }

    @AfterEach
    void stopListening() {
        logged.close();
    }

    @Test
    void logsNameThePersonByAHashThatStaysTheSameAndNeverShowTheToken() {
        String jwt = login.token("secretive@example.com");
        String first = token(jwt);
        String second = token(jwt);
        given().auth()
                .oauth2(jwt)
                .queryParam("identity", "victim@example.com")
                .post("/api/twilio/token")
                .then()
                .statusCode(403);

        List<String> issued = logged.lines().stream()
                .filter(line -> line.contains("A token was issued"))
                .toList();
        assertThat(issued).hasSize(2);
        assertThat(hash(issued.get(0))).isEqualTo(hash(issued.get(1))).matches("identity=[0-9a-f]{16}");
        assertThat(logged.lines()).anyMatch(line -> line.contains("A foreign identity was refused"));
        assertThat(logged.lines())
                .noneMatch(line -> line.contains("secretive") || line.contains("victim"))
                .noneMatch(line -> line.contains(first) || line.contains(second) || line.contains(jwt));
    }

    @Test
    void metricsCountTokensByKindAndRefusalsByReasonWithoutNames() {
        double issued = count("baboo_token_issued_total{kind=\"app\"");
        double unauthenticated = count("reason=\"unauthenticated\"");
        double invalid = count("kind=\"widget\",reason=\"invalid-request\"");

        token(login.token("counted@example.com"));
        given().post("/api/twilio/token").then().statusCode(401);
        given().get("/chat-widget?identity=counted@example.com").then().statusCode(400);

        assertThat(count("baboo_token_issued_total{kind=\"app\"")).isEqualTo(issued + 1);
        assertThat(count("reason=\"unauthenticated\"")).isEqualTo(unauthenticated + 1);
        assertThat(count("kind=\"widget\",reason=\"invalid-request\"")).isEqualTo(invalid + 1);
        assertThat(given().get(metrics).asString())
                .contains("baboo_token_signing_key_age")
                .doesNotContain("counted@example.com");
    }

    @Test
    void theCallersTraceGoesOnInLogsAndErrors() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String header = "00-" + trace + "-00f067aa0ba902b7-01";
        given().header("traceparent", header)
                .auth()
                .oauth2(login.token("traced@example.com"))
                .post("/api/twilio/token")
                .then()
                .statusCode(200);
        given().header("traceparent", header)
                .queryParam("identity", UUID.randomUUID())
                .post("/chat-widget")
                .then()
                .statusCode(200);
        given().header("traceparent", header)
                .post("/api/twilio/token")
                .then()
                .statusCode(401)
                .body("traceId", equalTo(trace));

        assertThat(logged.lines())
                .filteredOn(line -> line.contains("A token was issued"))
                .hasSize(2)
                .allMatch(line -> line.contains("traceId=" + trace));
    }

    private static String token(String jwt) {
        return given().auth()
                .oauth2(jwt)
                .post("/api/twilio/token")
                .then()
                .statusCode(200)
                .extract()
                .path("token");
    }

    private double count(String part) {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith("baboo_token_") && line.contains(part))
                .mapToDouble(line -> Double.parseDouble(line.split(" ", 3)[1]))
                .sum();
    }

    private static String hash(String line) {
        int start = line.indexOf("identity=");
        return line.substring(start, line.indexOf(' ', start));
    }
}
