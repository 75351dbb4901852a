package travel.baboo.messaging.token.issuing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.token.LogLines;
import travel.baboo.messaging.token.TwilioTokens;

/** The signing key in mounted files, which change while the service runs. */
@QuarkusTest
@TestProfile(KeyFilesTest.Mounted.class)
@WithTestResource(SandboxTestResource.class)
class KeyFilesTest {

    private static final String FIRST = "first-secret-not-a-secret-0000000001";
    private static final String SECOND = "second-secret-not-a-secret-000000002";

    public static final class Mounted implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path directory = Files.createTempDirectory("key-files");
                write(directory.resolve("sid"), sid('1'));
                write(directory.resolve("secret"), FIRST);
                return Map.of(
                        "test.key-files", directory.toString(),
                        "TWILIO_API_KEY_FILE", directory.resolve("sid").toString(),
                        "TWILIO_API_SECRET_FILE", directory.resolve("secret").toString(),
                        "baboo.token.signing.poll-interval", "20ms",
                        "baboo.token.signing.settle-time", "1h");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ConfigProperty(name = "test.key-files")
    Path directory = Path.of("");

    @TestHTTPResource(value = "/health/ready", management = true)
    URI readiness = URI.create("");

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics = URI.create("");

    @BeforeEach
    void startWithTheFirstKey() {
        write(directory.resolve("secret"), FIRST);
        write(directory.resolve("sid"), sid('1'));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(signedWith(FIRST)).isTrue());
    }

    @Test
    void aNewPairOfFilesSignsFromThenOn() {
        write(directory.resolve("secret"), SECOND);
        assertThat(signedWith(FIRST)).isTrue();
        write(directory.resolve("sid"), sid('2'));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(signedWith(SECOND)).isTrue());
        assertThat(given().get(readiness).asString()).contains(sid('2')).doesNotContain("keyProblem");
        assertThat(metric("baboo_token_signing_key_problem")).isEqualTo(0);
        assertThat(metric("baboo_token_signing_key_age_seconds")).isBetween(0.0, 60.0);
    }

    @Test
    void aTruncatedFileKeepsTheKeyAndIsReported() {
        LogLines logged = new LogLines();
        logged.start();
        write(directory.resolve("secret"), SECOND.substring(0, 12));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> given().get(readiness).then().statusCode(200));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(given().get(readiness).asString())
                        .contains("keyProblem")
                        .contains("12 characters"));
        assertThat(signedWith(FIRST)).isTrue();
        assertThat(metric("baboo_token_signing_key_problem")).isEqualTo(1);
        assertThat(given().get(readiness).asString()).doesNotContain(SECOND.substring(0, 12));
        logged.close();
        assertThat(logged.lines())
                .anyMatch(line -> line.contains("is not usable") && line.contains("12 characters"))
                .noneMatch(line -> line.contains(SECOND.substring(0, 12)));
    }

    @Test
    void aMissingFileKeepsTheKeyAndIsReportedUntilItIsBack() throws IOException {
        Files.delete(directory.resolve("sid"));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(given().get(readiness).asString()).contains("is missing"));
        assertThat(signedWith(FIRST)).isTrue();

        write(directory.resolve("sid"), sid('1'));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(given().get(readiness).asString()).doesNotContain("keyProblem"));
    }

    private static boolean signedWith(String secret) {
        try {
            String token = given().queryParam("identity", UUID.randomUUID())
                    .get("/chat-widget")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            return TwilioTokens.isSignedWith(token, secret);
        } catch (ParseException | JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private double metric(String name) {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.split(" ", 3)[1]))
                .findFirst()
                .orElseThrow();
    }

    private static String sid(char digit) {
        return "SK" + Character.toString(digit).repeat(32);
    }

    /** With a line end, as editors leave it. */
    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
