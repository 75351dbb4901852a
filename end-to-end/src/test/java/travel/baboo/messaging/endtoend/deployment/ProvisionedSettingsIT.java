package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.endtoend.Project;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxServer;
import travel.baboo.messaging.sandbox.http.FreePorts;

/**
 * From an account without a Conversations service to a token for one, as Compose and the images do it: the SID is not a setting, the
 * script of the image writes it into a folder, and a packaged service reads it there.
 */
class ProvisionedSettingsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void aServiceUsesTheConversationsServiceThatProvisioningCreated() throws Exception {
        try (SandboxServer twilio = SandboxServer.start(SandboxConfig.forTests())) {
            Path provisioned = Files.createDirectory(folder.resolve("provisioned"));
            Map<String, String> environment = new HashMap<>(Map.of(
                    "TWILIO_ORIGIN",
                    twilio.twilioOrigin(),
                    "TWILIO_ACCOUNT_SID",
                    SandboxCredentials.ACCOUNT_SID,
                    "TWILIO_AUTH_TOKEN",
                    SandboxCredentials.AUTH_TOKEN,
                    "TWILIO_API_KEY",
                    SandboxCredentials.API_KEY,
                    "TWILIO_API_SECRET",
                    SandboxCredentials.API_SECRET,
                    "PUBLIC_BASE_URL",
                    "https://messaging.baboo.example",
                    "JWT_PUBLIC_KEY_LOCATION",
                    twilio.twilioOrigin() + "/login/jwks",
                    "JWT_ISSUER",
                    twilio.twilioOrigin() + "/login"));
            provision(environment, provisioned);
            String sid = Files.readString(provisioned.resolve("provisioned.properties"))
                    .lines()
                    .filter(line -> line.startsWith("TWILIO_CONVERSATIONS_SERVICE_SID="))
                    .map(line -> line.substring(line.indexOf('=') + 1))
                    .findFirst()
                    .orElseThrow();

            assertThat(serviceOfAToken(environment, provisioned)).isEqualTo(sid);
        }
    }

    private void provision(Map<String, String> environment, Path provisioned) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Project.ROOT.resolve("docker/provision").toString())
                .directory(Project.ROOT
                        .resolve("conversation-service/target/quarkus-app")
                        .toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("provision.log").toFile());
        builder.environment().putAll(environment);
        builder.environment().put("TWILIO_CONVERSATIONS_SERVICE_SID", "");
        builder.environment().put("PROVISIONED_DIRECTORY", provisioned.toString());
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + File.pathSeparator + path);
        Process process = builder.start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(log("provision.log")).isZero();
    }

    /** The Conversations service that a widget's token is for. */
    private String serviceOfAToken(Map<String, String> environment, Path provisioned) throws Exception {
        int port = FreePorts.find();
        Map<String, String> settings = new HashMap<>(environment);
        settings.put("QUARKUS_CONFIG_LOCATIONS", provisioned.toString());
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        settings.put("QUARKUS_MANAGEMENT_PORT", "0");
        Process service = new ServiceStart("token-service", folder.resolve("token.log"), settings).start();
        try {
            String token = awaitToken(service, port);
            String payload =
                    new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
            JsonNode grants = JSON.readTree(payload).path("grants");
            return grants.at("/chat/service_sid").asText();
        } finally {
            service.destroy();
            service.waitFor(1, TimeUnit.MINUTES);
        }
    }

    private String awaitToken(Process service, int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/chat-widget?identity=" + UUID.randomUUID()))
                .build();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (true) {
            try {
                HttpResponse<String> answer =
                        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                return answer.body();
            } catch (IOException notYet) {
                assertThat(service.isAlive() && System.nanoTime() < end)
                        .as(log("token.log"))
                        .isTrue();
                Thread.sleep(100);
            }
        }
    }

    private String log(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
