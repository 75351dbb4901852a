package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static travel.baboo.messaging.sandbox.SandboxExtension.OUR_NUMBER;
import static travel.baboo.messaging.sandbox.SandboxExtension.PHONE;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import travel.baboo.messaging.sandbox.Receiver.Request;
import travel.baboo.messaging.sandbox.http.Form;

/** Webhooks about phones in conversations: their joining and their deliveries. */
class PhoneWebhooksTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void deliveriesAreReportedWithoutSourceForEverySender() {
        SANDBOX.webhooks(receiver.url("/"), "onDeliveryUpdated");
        String conversation = SANDBOX.newConversationWithPhone(PHONE);

        SANDBOX.twilio().post("/Conversations/" + conversation + "/Messages", "Body", "Hi");

        List<Request> updates = receiver.await(2);
        assertThat(updates.stream().map(update -> update.field("Status"))).containsExactly("sent", "delivered");
        Form fields = updates.get(1).form();
        assertThat(fields.toMap().keySet())
                .containsExactlyInAnyOrder(
                        ("AccountSid EventType RetryCount ConversationSid ChatServiceSid MessageSid DeliveryReceiptSid"
                                        + " ChannelMessageSid ParticipantSid Status DateCreated DateUpdated")
                                .split(" ", -1));
        assertThat(fields.find("ChannelMessageSid")).startsWith("SM");
    }

    @Test
    void aFailedDeliverySaysWhy() {
        SANDBOX.webhooks(receiver.url("/"), "onDeliveryUpdated");
        SANDBOX.control(
                "PUT", "/control/phones/" + PHONE + "/behavior", Map.of("delivery", "undelivered", "errorCode", 30003));
        String conversation = SANDBOX.newConversationWithPhone(PHONE);

        SANDBOX.twilio().post("/Conversations/" + conversation + "/Messages", "Body", "Hi");

        Request last = receiver.await(2).get(1);
        assertThat(last.field("Status")).isEqualTo("undelivered");
        assertThat(last.field("ErrorCode")).isEqualTo("30003");
    }

    @Test
    void anAddedPhoneShowsItsBinding() {
        SANDBOX.webhooks(receiver.url("/"), "onParticipantAdded");
        String conversation = SANDBOX.twilio().newConversation();

        SANDBOX.twilio()
                .withWebhooks()
                .post(
                        "/Conversations/" + conversation + "/Participants",
                        "MessagingBinding.Address",
                        PHONE,
                        "MessagingBinding.ProxyAddress",
                        OUR_NUMBER);

        Request request = receiver.await(1).get(0);
        assertThat(request.field("MessagingBinding.Address")).isEqualTo(PHONE);
        assertThat(request.field("MessagingBinding.Type")).isEqualTo("sms");
        assertThat(request.form().has("Identity")).isFalse();
        assertThat(request.form().has("MessagingBinding.Name")).isFalse();
    }
}
