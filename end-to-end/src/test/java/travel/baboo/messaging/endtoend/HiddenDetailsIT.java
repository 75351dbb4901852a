package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a traveler texts goes through Twilio's question, the gateway, the ingest and conversation-service before it is published. While
 * conversation-service is stopped, Twilio publishes the text as it is, and it is reported afterwards.
 */
class HiddenDetailsIT {

    private static final String PHONE = "+15555550188";
    private static final String TEXT = "Call me: 0171 2345678";
    private static final String HIDDEN = "Call me: [hidden until the booking]";
    private static final String NOTICES = "/control/make/hooks/baboo-notices/deliveries?limit=100";

    /** SHA-256 of "check-key". */
    private static final String HASH = "d0a3c37ad1eac7c4ef405297af6350528a38f9fea9cdb854a4f3f89b4c031880";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void whatATravelerTextsIsHiddenAndNothingIsLostWhileTheServiceIsStopped() throws Exception {
        try (BorrowedStack stack = new BorrowedStack(folder)) {
            Process up = stack.start("up", settings(stack), stack.portOffset());
            try {
                stack.awaitReady(up);
                String expert = login(stack, "elena@baboo.example", "expert");
                String sid = post(stack, 8080, "/api/inquiries", expert, inquiry())
                        .path("conversationSid")
                        .asText();
                String messages = "/api/conversations/" + sid + "/messages";

                text(stack);
                FollowedMessage.await("the hidden text", () -> message(stack, messages, expert, HIDDEN));
                FollowedMessage.await("its event at Make.com", () -> found(stack, "replaced"));

                ProcessHandle service = conversationService(up);
                signal(service, "STOP");
                try {
                    text(stack);
                } finally {
                    signal(service, "CONT");
                }
                FollowedMessage.await(
                        "the text that was published unchanged", () -> message(stack, messages, expert, TEXT));
                FollowedMessage.await("its event at Make.com", () -> found(stack, "missed"));
            } finally {
                BorrowedStack.end(up);
            }
        }
    }

    private static Map<String, String> settings(BorrowedStack stack) {
        return Map.of(
                "CONTACT_DETAILS_ENABLED",
                "true",
                "CONTACT_DETAILS_MODE",
                "replace",
                "CONTACT_DETAILS_KEYS",
                "k1:" + Base64.getEncoder().encodeToString(new byte[32]),
                "MESSAGE_CHECK_KEY",
                "check-key",
                "MESSAGE_CHECK_KEY_SHA256",
                HASH,
                "MESSAGE_CHECK_URL",
                "http://127.0.0.1:" + stack.port(8082));
    }

    private static Map<String, Object> inquiry() {
        return Map.of(
                "inquiryId", UUID.randomUUID().toString(),
                "traveler", Map.of("name", "Marta", "channel", "sms", "address", PHONE),
                "expert", Map.of("identity", "elena@baboo.example", "name", "Elena"));
    }

    /** Returns when Twilio has published the text: it waits for the answers. */
    private void text(BorrowedStack stack) throws IOException, InterruptedException {
        post(stack, 8090, "/control/phones/" + PHONE + "/messages", null, Map.of("body", TEXT));
    }

    private Optional<JsonNode> message(BorrowedStack stack, String path, String token, String body)
            throws IOException, InterruptedException {
        for (JsonNode message : get(stack, 8080, path, token).path("items")) {
            if (body.equals(message.path("body").asText())) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    private Optional<JsonNode> found(BorrowedStack stack, String outcome) throws IOException, InterruptedException {
        for (JsonNode delivery : get(stack, 8090, NOTICES, null).path("items")) {
            JsonNode event = json.readTree(delivery.path("body").asText());
            if (outcome.equals(event.at("/contactDetails/outcome").asText())) {
                assertThat(delivery.path("body").asText()).doesNotContain("0171");
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    private static ProcessHandle conversationService(Process up) {
        return up.descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("conversation-service"))
                .findFirst()
                .orElseThrow();
    }

    private static void signal(ProcessHandle process, String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private String login(BorrowedStack stack, String email, String group) throws IOException, InterruptedException {
        return post(stack, 8090, "/login/token", null, Map.of("email", email, "name", "Elena", "groups", new String[] {
                    group
                }))
                .path("access_token")
                .asText();
    }

    private JsonNode post(BorrowedStack stack, int port, String path, @Nullable String token, Map<String, ?> body)
            throws IOException, InterruptedException {
        return send(
                stack,
                port,
                path,
                token,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(new HashMap<>(body)))));
    }

    private JsonNode get(BorrowedStack stack, int port, String path, @Nullable String token)
            throws IOException, InterruptedException {
        return send(stack, port, path, token, HttpRequest.newBuilder());
    }

    private JsonNode send(
            BorrowedStack stack, int port, String path, @Nullable String token, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        request.uri(URI.create("http://localhost:" + stack.port(port) + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path + " " + response.body()).isBetween(200, 299);
        return json.readTree(response.body());
    }
}
