package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static travel.baboo.messaging.sandbox.SandboxExtension.PHONE;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import travel.baboo.messaging.sandbox.Receiver.Request;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.twilio.webhook.TwilioSigner;

/** When post-event webhooks fire and what they say. */
class WebhooksTest {

    private static final String[] ALL = {
        "onConversationAdded",
        "onConversationUpdated",
        "onConversationRemoved",
        "onConversationStateUpdated",
        "onMessageAdded",
        "onMessageUpdated",
        "onMessageRemoved",
        "onParticipantAdded",
        "onParticipantUpdated",
        "onParticipantRemoved",
        "onDeliveryUpdated",
        "onUserAdded",
        "onUserUpdated"
    };

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private final Receiver receiver = new Receiver();
    private final TwilioSigner signer = new TwilioSigner(SandboxCredentials.AUTH_TOKEN);

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void restCallsFireOnlyWhenTheyAskForIt() {
        SANDBOX.webhooks(receiver.url("/"), ALL);
        SANDBOX.twilio().newConversation("UniqueName", "silent");
        SANDBOX.twilio().with("X-Twilio-Webhook-Enabled", "false").newConversation("UniqueName", "silent2");

        SANDBOX.twilio().withWebhooks().newConversation("UniqueName", "loud");

        assertThat(receiver.await(1).get(0).field("UniqueName")).isEqualTo("loud");
        assertThat(receiver.requests()).hasSize(1);
        assertThat(Wait.until(() -> SANDBOX.items("/control/webhooks"), attempts -> !attempts.isEmpty()))
                .hasSize(1);
    }

    @Test
    void onlyEventsInTheFiltersFire() {
        SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
        TwilioClient twilio = SANDBOX.twilio().withWebhooks();

        String conversation = twilio.newConversation();
        twilio.post("/Conversations/" + conversation + "/Messages", "Body", "Hi");

        receiver.await(1);
        assertThat(receiver.events()).containsExactly("onMessageAdded");
    }

    @Test
    void aServicesConfigurationTakesThePlaceOfTheAccounts() {
        try (Receiver service = new Receiver()) {
            SANDBOX.webhooks(receiver.url("/"), "onConversationAdded");
            SANDBOX.twilio()
                    .inService(SANDBOX.defaultService())
                    .post(
                            "/Configuration/Webhooks",
                            "PostWebhookUrl",
                            service.url("/"),
                            "Filters",
                            "onConversationAdded");

            SANDBOX.twilio().withWebhooks().newConversation();

            service.await(1);
            assertThat(Wait.until(() -> SANDBOX.items("/control/webhooks"), attempts -> !attempts.isEmpty()))
                    .hasSize(1);
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void aWebhookIsASignedFormWithAnIdempotencyToken() {
        String url = receiver.url("/path?key=a%20b&x=%40");
        SANDBOX.webhooks(url, "onConversationAdded");

        SANDBOX.twilio().withWebhooks().newConversation("FriendlyName", "a&b=c + é");

        Request request = receiver.await(1).get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/path?key=a%20b&x=%40");
        assertThat(request.header("Content-Type")).startsWith("application/x-www-form-urlencoded");
        assertThat(request.header("I-Twilio-Idempotency-Token")).isNotBlank();
        assertThat(request.field("FriendlyName")).isEqualTo("a&b=c + é");
        assertThat(request.header("X-Twilio-Signature")).isEqualTo(signer.sign(url, request.form()));
    }

    @Test
    void aConfiguredGetCarriesTheFieldsInItsSignedUrl() {
        SANDBOX.webhooks(receiver.url("/path?k=v"), "onConversationAdded");
        SANDBOX.twilio().post("/v1/Configuration/Webhooks", "Method", "GET");

        SANDBOX.twilio().withWebhooks().newConversation("UniqueName", "by get");

        Request request = receiver.await(1).get(0);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.body()).isEmpty();
        Form query = Form.parse(request.uri().substring(request.uri().indexOf('?') + 1));
        assertThat(query.find("UniqueName")).isEqualTo("by get");
        assertThat(request.header("X-Twilio-Signature")).isEqualTo(signer.sign(receiver.url("") + request.uri()));
    }

    @Test
    void everyEventHasItsFieldsAndNoOthers() {
        SANDBOX.webhooks(receiver.url("/"), ALL);
        TwilioClient twilio = SANDBOX.twilio().withWebhooks();
        String path = "/Conversations/" + twilio.newConversation();
        String participant =
                twilio.post(path + "/Participants", "Identity", "ann").sid();
        String message =
                twilio.post(path + "/Messages", "Author", "ann", "Body", "Hi").sid();
        twilio.post(path + "/Messages/" + message, "Body", "Ho");
        twilio.delete(path + "/Messages/" + message);
        twilio.post(path + "/Participants/" + participant, "LastReadMessageIndex", "0");
        twilio.delete(path + "/Participants/" + participant);
        twilio.post("/Users/ann", "FriendlyName", "Ann");
        twilio.post(path, "State", "inactive");
        twilio.delete(path);

        receiver.await(12);
        String conversation =
                "ConversationSid ChatServiceSid MessagingServiceSid Attributes DateCreated DateUpdated State";
        String whichMessage =
                "ConversationSid ChatServiceSid MessagingServiceSid MessageSid Index DateCreated Body Author"
                        + " ParticipantSid Attributes";
        String whichParticipant =
                "ConversationSid ChatServiceSid MessagingServiceSid ParticipantSid DateCreated Identity"
                        + " RoleSid Attributes";
        String user = "ChatServiceSid UserSid DateCreated Identity RoleSid Attributes";
        assertFields("onConversationAdded", conversation);
        assertFields("onParticipantAdded", whichParticipant);
        assertFields("onUserAdded", user);
        assertFields("onMessageAdded", whichMessage);
        assertFields("onMessageUpdated", whichMessage + " DateUpdated");
        assertFields("onMessageRemoved", whichMessage + " DateUpdated DateRemoved");
        assertFields("onParticipantUpdated", whichParticipant + " DateUpdated LastReadMessageIndex");
        assertFields("onParticipantRemoved", whichParticipant + " DateUpdated DateRemoved");
        assertFields("onUserUpdated", user + " FriendlyName DateUpdated isOnline isNotifiable");
        assertFields("onConversationUpdated", conversation);
        assertFields(
                "onConversationStateUpdated",
                "ConversationSid ChatServiceSid MessagingServiceSid StateUpdated StateFrom StateTo Reason");
        assertFields("onConversationRemoved", conversation + " DateRemoved");
    }

    @Test
    void datesHaveMilliseconds() {
        SANDBOX.webhooks(receiver.url("/"), "onConversationAdded");

        SANDBOX.twilio().withWebhooks().newConversation();

        assertThat(receiver.await(1).get(0).field("DateCreated"))
                .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{3}Z");
    }

    @Test
    void aTimerCloseHasNoSource() {
        SANDBOX.webhooks(receiver.url("/"), "onConversationStateUpdated");
        String conversation = SANDBOX.twilio().newConversation();

        SANDBOX.control("POST", "/control/conversations/" + conversation + "/timers/closed", null);

        Request request = receiver.await(1).get(0);
        assertThat(request.field("Reason")).isEqualTo("TIMER");
        assertThat(request.field("StateFrom")).isEqualTo("active");
        assertThat(request.field("StateTo")).isEqualTo("closed");
        assertThat(request.form().has("Source")).isFalse();
    }

    @Test
    void aMessageWakesAnInactiveConversation() {
        SANDBOX.webhooks(receiver.url("/"), "onConversationStateUpdated");
        String conversation = SANDBOX.newConversationWithPhone(PHONE);
        SANDBOX.control("POST", "/control/conversations/" + conversation + "/timers/inactive", null);

        SANDBOX.write(PHONE, "still there?");

        Request woken = receiver.await(2).get(1);
        assertThat(woken.field("StateTo")).isEqualTo("active");
        assertThat(woken.field("Reason")).isEqualTo("EVENT");
    }

    @Test
    void aRefusedWebhookIsNotRepeatedAndIsRecorded() {
        receiver.answer(500, "broken");
        SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
        String conversation = SANDBOX.twilio().newConversation();
        TwilioClient twilio = SANDBOX.twilio().withWebhooks();

        twilio.post("/Conversations/" + conversation + "/Messages", "Body", "1");
        twilio.post("/Conversations/" + conversation + "/Messages", "Body", "2");

        assertThat(receiver.await(2).stream().map(request -> request.field("Body")))
                .containsExactly("1", "2");
        Wait.until(() -> SANDBOX.items("/control/webhooks"), attempts -> attempts.size() == 2)
                .forEach(attempt -> {
                    assertThat(attempt.get("outcome").asText()).isEqualTo("refused");
                    assertThat(attempt.get("status").asInt()).isEqualTo(500);
                });
    }

    @Test
    void anUnreachableReceiverIsRecordedAndHoldsNobodyUp() {
        String gone;
        try (Receiver stopped = new Receiver()) {
            gone = stopped.url("/");
        }
        SANDBOX.webhooks(gone, "onConversationAdded");

        SANDBOX.twilio().withWebhooks().newConversation();

        Wait.until(
                () -> SANDBOX.items("/control/webhooks"),
                attempts -> attempts.size() == 1
                        && attempts.get(0).get("outcome").asText().equals("failed"));
    }

    @Test
    void aSlowReceiverIsGivenUpAndTheNextEventFollowsInOrder() {
        CountDownLatch never = new CountDownLatch(1);
        receiver.hold(never);
        SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
        String conversation = SANDBOX.twilio().newConversation();
        TwilioClient twilio = SANDBOX.twilio().withWebhooks();
        twilio.post("/Conversations/" + conversation + "/Messages", "Body", "slow");
        receiver.await(1);
        receiver.answer(200, "");

        twilio.post("/Conversations/" + conversation + "/Messages", "Body", "next");

        assertThat(receiver.await(2).get(1).field("Body")).isEqualTo("next");
        assertThat(SANDBOX.items("/control/webhooks").get(0).get("outcome").asText())
                .isEqualTo("timed_out");
        never.countDown();
    }

    private void assertFields(String event, String names) {
        Request request = receiver.requests().stream()
                .filter(candidate -> candidate.event().equals(event))
                .findFirst()
                .orElseThrow();
        assertThat(request.form().toMap().keySet())
                .as(event)
                .containsExactlyInAnyOrder(("AccountSid EventType Source RetryCount " + names).split(" ", -1));
        assertThat(request.field("Source")).isEqualTo("API");
        assertThat(request.field("RetryCount")).isEqualTo("0");
    }
}
