package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Chat v2's retry counts, and the webhooks of Conversations that are repeated because of them. */
class WebhookRetriesTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void theCountsAreZeroUntilTheyAreSet() {
        String service = "/v2/Services/" + SANDBOX.defaultService();
        assertThat(counts(SANDBOX.twilio().get(service))).containsExactly(0, 0);

        assertThat(counts(SANDBOX.twilio().post(service, "PostWebhookRetryCount", "3")))
                .containsExactly(0, 3);
        assertThat(counts(SANDBOX.twilio().post(service, "PreWebhookRetryCount", "1")))
                .containsExactly(1, 3);
        assertThat(counts(SANDBOX.twilio().get(service))).containsExactly(1, 3);
        for (String wrong : List.of("-1", "many")) {
            assertThat(SANDBOX.twilio()
                            .post(service, "PostWebhookRetryCount", wrong)
                            .status())
                    .isEqualTo(400);
        }
        assertThat(SANDBOX.twilio()
                        .get("/v2/Services/IS00000000000000000000000000000000")
                        .status())
                .isEqualTo(404);
        assertThat(SANDBOX.twilio().get(service + "/Channels").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503, 504})
    void whatMayBeOverSoonIsRepeatedAsOftenAsItIsSet(int status) {
        retries("PostWebhookRetryCount", "2");
        SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
        String path = "/Conversations/" + SANDBOX.twilio().newConversation() + "/Messages";
        receiver.answer(status, "");
        send(path, "first");
        send(path, "second");

        List<Receiver.Request> webhooks = receiver.await(6);
        assertThat(webhooks.stream().map(request -> request.field("Body") + " " + request.field("RetryCount")))
                .containsExactly("first 0", "first 1", "first 2", "second 0", "second 1", "second 2");
        assertThat(webhooks.stream().map(request -> request.header("I-Twilio-Idempotency-Token")))
                .as("one token for an event")
                .doesNotContainNull()
                .satisfies(tokens -> assertThat(tokens.stream().distinct()).hasSize(2));
        Wait.until(() -> SANDBOX.items("/control/webhooks"), seen -> seen.size() == 6);
    }

    @Test
    void itEndsWithSuccess() {
        retries("PostWebhookRetryCount", "5");
        SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
        String path = "/Conversations/" + SANDBOX.twilio().newConversation() + "/Messages";
        receiver.answerNext(503);
        send(path, "first");
        receiver.await(2);
        send(path, "second");

        assertThat(receiver.await(3).stream().map(request -> request.field("Body")))
                .containsExactly("first", "first", "second");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 403, 404, 413, 500, 502})
    void otherAnswersAreFinal(int status) {
        retries("PostWebhookRetryCount", "2");
        SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
        String path = "/Conversations/" + SANDBOX.twilio().newConversation() + "/Messages";
        receiver.answer(status, "");
        send(path, "first");
        send(path, "second");

        assertThat(receiver.await(2).stream().map(request -> request.field("Body")))
                .as("the second one waits for the end of the first")
                .containsExactly("first", "second");
    }

    @Test
    void aTimeOutIsRepeated() {
        retries("PostWebhookRetryCount", "1");
        SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
        String path = "/Conversations/" + SANDBOX.twilio().newConversation() + "/Messages";
        CountDownLatch held = new CountDownLatch(1);
        receiver.hold(held);
        send(path, "slow");
        receiver.await(1);
        receiver.answer(200, "");

        assertThat(receiver.await(2).get(1).field("RetryCount")).isEqualTo("1");
        held.countDown();
        assertThat(Wait.until(() -> SANDBOX.items("/control/webhooks"), seen -> seen.size() == 2).stream()
                        .map(attempt -> attempt.get("outcome").asText()))
                .containsExactly("timed_out", "accepted");
    }

    @Test
    void aPreEventIsAskedAgain() {
        retries("PreWebhookRetryCount", "1");
        SANDBOX.preWebhooks(receiver.url("/"), "onConversationAdd");
        receiver.answer(503, "");

        assertThat(SANDBOX.twilio().withWebhooks().post("/Conversations").code())
                .isEqualTo(50050);

        assertThat(receiver.requests()).hasSize(2);
    }

    @Test
    void theCountsMayNotReachConversations() {
        try (SandboxServer other = SandboxServer.start(SandboxConfig.forTests().withWebhookRetries(false))) {
            TwilioClient twilio = TwilioClient.of(other.twilioOrigin());
            String service = twilio.get("/v1/Configuration").text("default_chat_service_sid");
            twilio.post("/v2/Services/" + service, "PostWebhookRetryCount", "3");
            twilio.post(
                    "/v1/Configuration/Webhooks",
                    "PostWebhookUrl",
                    receiver.url("/"),
                    "Filters",
                    "onConversationAdded",
                    "Filters",
                    "onConversationUpdated");
            receiver.answer(503, "");
            String conversation = twilio.withWebhooks().newConversation();
            twilio.withWebhooks().post("/Conversations/" + conversation, "FriendlyName", "x");

            assertThat(receiver.await(2).stream().map(Receiver.Request::event))
                    .containsExactly("onConversationAdded", "onConversationUpdated");
        }
    }

    private static List<Integer> counts(Reply service) {
        assertThat(service.status()).isEqualTo(200);
        return List.of(
                service.body().get("pre_webhook_retry_count").asInt(),
                service.body().get("post_webhook_retry_count").asInt());
    }

    private static void retries(String name, String count) {
        assertThat(SANDBOX.twilio()
                        .post("/v2/Services/" + SANDBOX.defaultService(), name, count)
                        .status())
                .isEqualTo(200);
    }

    private static void send(String path, String body) {
        assertThat(SANDBOX.twilio().withWebhooks().post(path, "Body", body).status())
                .isEqualTo(201);
    }
}
