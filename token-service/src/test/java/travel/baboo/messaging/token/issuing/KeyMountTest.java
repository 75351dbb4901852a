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
import java.nio.file.StandardCopyOption;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.token.TwilioTokens;

/** The signing key in a secret that Kubernetes mounts: files are links into {@code ..data}, a link that is swapped as one. */
@QuarkusTest
@TestProfile(KeyMountTest.Mounted.class)
@WithTestResource(SandboxTestResource.class)
class KeyMountTest {

    private static final String OLD = "SK11111111111111111111111111111111";
    private static final String OLD_SECRET = "mounted-secret-not-a-secret-00000001";
    private static final String NEW = "SK22222222222222222222222222222222";
    private static final String NEW_SECRET = "mounted-secret-not-a-secret-00000002";

    public static final class Mounted implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                Path mount = Files.createTempDirectory("key-mount");
                swap(mount, "..2026_01", OLD, OLD_SECRET);
                Files.createSymbolicLink(mount.resolve("api-key"), Path.of("..data/api-key"));
                Files.createSymbolicLink(mount.resolve("api-secret"), Path.of("..data/api-secret"));
                return Map.of(
                        "test.key-mount", mount.toString(),
                        "TWILIO_API_KEY_FILE", mount.resolve("api-key").toString(),
                        "TWILIO_API_SECRET_FILE", mount.resolve("api-secret").toString(),
                        "baboo.token.signing.poll-interval", "20ms");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @ConfigProperty(name = "test.key-mount")
    Path mount = Path.of("");

    @TestHTTPResource(value = "/health/ready", management = true)
    URI readiness = URI.create("");

    @Test
    void aSecretThatIsSwappedSignsWithoutARestart() throws IOException {
        assertThat(isSignedWith(OLD_SECRET)).isTrue();

        swap(mount, "..2026_02", NEW, "cut short");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(given().get(readiness).asString()).contains("keyProblem", OLD));
        assertThat(isSignedWith(OLD_SECRET)).isTrue();

        swap(mount, "..2026_03", NEW, NEW_SECRET);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(isSignedWith(NEW_SECRET)).isTrue());
        given().get(readiness).then().statusCode(200);
        assertThat(given().get(readiness).asString()).contains(NEW).doesNotContain("keyProblem");
    }

    /** As the kubelet does it: a new folder, a new link to it, and the link renamed over the old one. */
    private static void swap(Path mount, String version, String sid, String secret) throws IOException {
        Path folder = Files.createDirectory(mount.resolve(version));
        Files.writeString(folder.resolve("api-key"), sid);
        Files.writeString(folder.resolve("api-secret"), secret);
        Path link = Files.createSymbolicLink(mount.resolve("..data_tmp"), Path.of(version));
        Files.move(link, mount.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isSignedWith(String secret) {
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
}
