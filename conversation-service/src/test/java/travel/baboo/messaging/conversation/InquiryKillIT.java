package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.conversation.process.Surroundings;
import travel.baboo.messaging.sandbox.embedded.ServiceProcess;

/**
 * The packaged service, killed with {@code kill -9} while it sets inquiries up: each ends as one conversation with each participant
 * and the first message once, whether or not the caller sends it again.
 *
 * <p>Longer: {@code -Dinquiry.kill.rounds=20}; another course of events: {@code -Dinquiry.kill.seed=7}.
 */
class InquiryKillIT {

    private static final int ROUNDS = Integer.getInteger("inquiry.kill.rounds", 3);
    private static final long SEED = Long.getLong("inquiry.kill.seed", 20261121L);
    private static final int INQUIRIES = 6;

    /** What one inquiry asks of Twilio, more or less: the kill comes before that many for each. */
    private static final int CALLS_EACH = 12;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final HttpClient http = HttpClient.newHttpClient();
    private int phones;

    /** An inquiry, and whether its caller sends it again. */
    private record Sent(String id, String phone, String body, boolean repeated) {}

    @Test
    void eachInquiryEndsAsOneConversation() throws IOException, InterruptedException {
        try (Surroundings around = new Surroundings()) {
            SandboxClient sandbox = new SandboxClient(around.sandboxOrigin());
            String token = sandbox.login("boss@example.com", "Boss", "admin");
            ServiceProcess service = start(around);
            try {
                String serviceSid = as(service, token)
                        .post("/api/admin/provision")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("environment.TWILIO_CONVERSATIONS_SERVICE_SID");
                // Every call takes a moment, so that a kill falls between two of them or into one.
                sandbox.fault(Map.of("kind", "latency", "path", "/Conversations", "delay", "PT0.04S"));
                int halfWay = 0;
                for (int round = 0; round < ROUNDS; round++) {
                    List<Sent> sent = new ArrayList<>();
                    for (int i = 0; i < INQUIRIES; i++) {
                        sent.add(inquiry(i % 2 == 0));
                    }
                    int before = sandbox.requests();
                    String origin = service.origin();
                    List<CompletableFuture<HttpResponse<String>>> answers = sent.stream()
                            .map(inquiry -> post(origin, token, inquiry))
                            .toList();
                    int calls = 1 + random.nextInt(INQUIRIES * CALLS_EACH);
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(5))
                            .until(() -> sandbox.requests() >= before + calls
                                    || answers.stream().allMatch(CompletableFuture::isDone));
                    service.kill();
                    halfWay += (int)
                            answers.stream().filter(answer -> !isDone(answer)).count();
                    service = start(around);
                    for (Sent inquiry : sent) {
                        requireWhole(service, sandbox, token, serviceSid, inquiry);
                    }
                }
                assertThat(halfWay).as("inquiries that a kill met").isPositive();
                assertThat(Files.readString(folder.resolve("service.log")))
                        .as("scheduled work starts after everything that it needs")
                        .doesNotContain("Error occurred while executing task");
            } finally {
                service.close();
            }
        }
    }

    private ServiceProcess start(Surroundings around) throws IOException, InterruptedException {
        Map<String, String> settings = around.settings();
        settings.put("baboo.conversation.inquiry.lease", "2s");
        return ServiceProcess.start(Surroundings.program(), folder.resolve("service.log"), settings)
                .awaitReady();
    }

    private Sent inquiry(boolean repeated) {
        String id = UUID.randomUUID().toString();
        String phone = "+1555600" + String.format("%04d", phones++);
        String body =
                """
                {"inquiryId": "%s", "traveler": {"name": "Ann", "channel": "sms", "address": "%s"},
                 "expert": {"identity": "maria@example.com", "name": "Maria"}, "message": "Hello from %s"}
                """
                        .formatted(id, phone, id);
        return new Sent(id, phone, body, repeated);
    }

    private CompletableFuture<HttpResponse<String>> post(String origin, String token, Sent inquiry) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(origin + "/api/inquiries"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(inquiry.body()))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static boolean isDone(CompletableFuture<HttpResponse<String>> answer) {
        return answer.isDone() && !answer.isCompletedExceptionally();
    }

    /** An inquiry that was killed before it was recorded, and that is not repeated, leaves nothing. */
    private static void requireWhole(
            ServiceProcess service, SandboxClient sandbox, String token, String serviceSid, Sent inquiry) {
        String path = "/api/inquiries/" + inquiry.id();
        String unique = "Services/" + serviceSid + "/Conversations/inquiry_" + inquiry.id();
        if (inquiry.repeated()) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(as(service, token)
                            .body(inquiry.body())
                            .post("/api/inquiries")
                            .statusCode())
                    .isIn(200, 201));
        } else if (as(service, token).get(path).statusCode() == 404) {
            assertThat(sandbox.find(unique)).isEmpty();
            return;
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        as(service, token).get(path).jsonPath().getString("state"))
                .isEqualTo("done"));
        Optional<String> conversation = sandbox.find(unique);
        assertThat(conversation).isPresent();
        var whole = sandbox.conversation(conversation.get()).extract().jsonPath();
        assertThat(whole.<String>getList("participants.identity")).containsExactlyInAnyOrder("maria@example.com", null);
        assertThat(whole.<String>getList("participants.binding.address").stream()
                        .filter(inquiry.phone()::equals))
                .hasSize(1);
        assertThat(whole.<String>getList("messages.body")).containsExactly("Hello from " + inquiry.id());
    }

    private static RequestSpecification as(ServiceProcess service, String token) {
        return given().baseUri(service.origin()).auth().oauth2(token).contentType("application/json");
    }
}
