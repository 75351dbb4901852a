package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Faults on demand, of the REST API and of webhook delivery. */
class FaultsTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @Test
    void theNextMatchingRequestsFailAndNoOthers() {
        TwilioClient twilio = SANDBOX.twilio();
        rest(Map.of(
                "method",
                "POST",
                "path",
                "/Conversations$",
                "kind",
                "status",
                "status",
                429,
                "times",
                2,
                "retryAfterSeconds",
                3));

        assertThat(twilio.get("/Conversations").status()).isEqualTo(200);
        Reply first = twilio.post("/Conversations");
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.code()).isEqualTo(20429);
        assertThat(first.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(twilio.post("/Conversations").status()).isEqualTo(429);
        assertThat(twilio.post("/Conversations").status()).isEqualTo(201);
        assertThat(twilio.get("/Conversations").list("conversations")).hasSize(1);
        assertThat(SANDBOX.items("/control/faults/rest")).isEmpty();
    }

    @Test
    void anErrorAfterTheEffectLosesTheAnswerOnly() {
        rest(Map.of("kind", "status", "status", 503, "moment", "after"));

        Reply lost = SANDBOX.twilio().post("/Conversations", "UniqueName", "made");

        assertThat(lost.status()).isEqualTo(503);
        assertThat(SANDBOX.twilio().get("/Conversations/made").status()).isEqualTo(200);
    }

    @Test
    void aTimeOutBeforeTheEffectMakesNothing() {
        rest(Map.of("kind", "timeout", "method", "POST"));

        assertThatThrownBy(() ->
                        SANDBOX.twilio().tryToPost(Duration.ofMillis(200), "/Conversations", "UniqueName", "never"))
                .isInstanceOf(HttpTimeoutException.class);

        assertThat(SANDBOX.twilio().get("/Conversations/never").status()).isEqualTo(404);
    }

    @Test
    void aTimeOutAfterTheEffectHasMadeIt() {
        rest(Map.of("kind", "timeout", "moment", "after", "method", "POST"));

        assertThatThrownBy(
                        () -> SANDBOX.twilio().tryToPost(Duration.ofSeconds(2), "/Conversations", "UniqueName", "made"))
                .isInstanceOf(HttpTimeoutException.class);

        // On a busy machine we give up before the sandbox has made it.
        Wait.until(() -> SANDBOX.twilio().get("/Conversations/made").status(), status -> status == 200);
    }

    @Test
    void aCutConnectionCanComeAfterTheEffectToo() {
        rest(Map.of("kind", "disconnect", "moment", "after", "method", "POST"));

        assertThatThrownBy(() ->
                        SANDBOX.twilio().tryToPost(Duration.ofSeconds(60), "/Conversations", "UniqueName", "made"))
                .isInstanceOf(IOException.class);

        assertThat(SANDBOX.twilio().get("/Conversations/made").status()).isEqualTo(200);
        assertThat(SANDBOX.items("/control/twilio/requests").get(0).get("fault").asText())
                .isEqualTo("disconnect");
    }

    @Test
    void latencyDelaysTheEffectAndTheAnswer() {
        rest(Map.of("kind", "latency", "delay", "PT0.3S", "method", "POST"));
        long start = System.nanoTime();

        assertThat(SANDBOX.twilio().post("/Conversations").status()).isEqualTo(201);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    @Test
    void aCertainProbabilityStrikesUntilItIsTakenAway() {
        rest(Map.of("kind", "status", "probability", 1.0));
        for (int i = 0; i < 3; i++) {
            assertThat(SANDBOX.twilio().get("/Conversations").status()).isEqualTo(500);
        }

        SANDBOX.control("DELETE", "/control/faults/rest", null);

        assertThat(SANDBOX.twilio().get("/Conversations").status()).isEqualTo(200);
    }

    @Test
    void nonsensicalFaultsAreRefused() {
        for (Map<String, Object> fault : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("kind", "boredom"),
                Map.of("kind", "status", "times", 0),
                Map.of("kind", "status", "probability", 2),
                Map.of("kind", "status", "status", 200),
                Map.of("kind", "status", "path", "("))) {
            assertThat(SANDBOX.control("POST", "/control/faults/rest", fault).status())
                    .as(fault.toString())
                    .isEqualTo(400);
        }
        assertThat(SANDBOX.items("/control/faults/rest")).isEmpty();
    }

    @Test
    void aDroppedWebhookNeverComes() {
        try (Receiver receiver = new Receiver()) {
            String path = conversation(receiver);
            webhook(Map.of("kind", "drop"));

            send(path, "lost", "kept");

            assertThat(receiver.await(1).get(0).field("Body")).isEqualTo("kept");
            assertThat(SANDBOX.items("/control/webhooks").get(0).get("outcome").asText())
                    .isEqualTo("dropped");
        }
    }

    @Test
    void aDoubledWebhookComesTwiceTheSame() {
        try (Receiver receiver = new Receiver()) {
            String path = conversation(receiver);
            webhook(Map.of("kind", "duplicate", "eventType", "onMessage.*"));

            send(path, "twice");

            List<Receiver.Request> webhooks = receiver.await(2);
            assertThat(webhooks.get(1).body()).isEqualTo(webhooks.get(0).body());
            assertThat(webhooks.get(1).header("I-Twilio-Idempotency-Token"))
                    .isEqualTo(webhooks.get(0).header("I-Twilio-Idempotency-Token"));
        }
    }

    @Test
    void aReorderedWebhookComesAfterItsSuccessor() {
        try (Receiver receiver = new Receiver()) {
            String path = conversation(receiver);
            webhook(Map.of("kind", "reorder", "delay", "PT8S"));

            send(path, "first", "second");

            assertThat(receiver.await(2).stream().map(request -> request.field("Body")))
                    .containsExactly("second", "first");
        }
    }

    @Test
    void aDelayedWebhookComesLateButComes() {
        try (Receiver receiver = new Receiver()) {
            String path = conversation(receiver);
            webhook(Map.of("kind", "delay", "delay", "PT8S"));

            send(path, "late", "on time");

            assertThat(receiver.await(2).stream().map(request -> request.field("Body")))
                    .containsExactly("on time", "late");
        }
    }

    @Test
    void aReorderedWebhookWithoutSuccessorComesInTheEnd() {
        try (Receiver receiver = new Receiver()) {
            String path = conversation(receiver);
            webhook(Map.of("kind", "reorder", "delay", "PT0.1S"));

            send(path, "alone");

            assertThat(receiver.await(1).get(0).field("Body")).isEqualTo("alone");
        }
    }

    private static String conversation(Receiver receiver) {
        SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
        return "/Conversations/" + SANDBOX.twilio().newConversation() + "/Messages";
    }

    private static void send(String path, String... bodies) {
        for (String body : bodies) {
            assertThat(SANDBOX.twilio().withWebhooks().post(path, "Body", body).status())
                    .isEqualTo(201);
        }
    }

    private static void rest(Map<String, Object> fault) {
        assertThat(SANDBOX.control("POST", "/control/faults/rest", fault).status())
                .isEqualTo(201);
    }

    private static void webhook(Map<String, Object> fault) {
        assertThat(SANDBOX.control("POST", "/control/faults/webhooks", fault).status())
                .isEqualTo(201);
    }
}
