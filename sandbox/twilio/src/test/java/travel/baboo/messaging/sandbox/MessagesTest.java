package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static travel.baboo.messaging.sandbox.SandboxExtension.PHONE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages and receipts over REST. */
class MessagesTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMessageCanBeSentFetchedUpdatedListedAndDeleted(boolean named) {
        TwilioClient twilio = named ? SANDBOX.twilio().inService(SANDBOX.defaultService()) : SANDBOX.twilio();
        String path = "/Conversations/" + twilio.newConversation() + "/Messages";

        Reply created = twilio.post(path, "Body", "Hello é €", "Attributes", "{\"from\":\"Bot\"}");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("author")).isEqualTo("system");
        assertThat(created.body().get("participant_sid").isNull()).isTrue();
        assertThat(created.body().get("index").asInt()).isZero();
        assertThat(twilio.get(path + "/" + created.sid()).text("body")).isEqualTo("Hello é €");

        Reply updated = twilio.post(path + "/" + created.sid(), "Body", "Changed");
        assertThat(updated.text("body")).isEqualTo("Changed");
        assertThat(updated.text("attributes")).isEqualTo("{\"from\":\"Bot\"}");
        assertThat(twilio.get(path).list("messages")).hasSize(1);

        assertThat(twilio.delete(path + "/" + created.sid()).status()).isEqualTo(204);
        assertThat(twilio.get(path + "/" + created.sid()).code()).isEqualTo(20404);
    }

    @Test
    void anIndexIsNeverUsedAgain() {
        TwilioClient twilio = SANDBOX.twilio();
        String path = "/Conversations/" + twilio.newConversation() + "/Messages";
        twilio.post(path, "Body", "0");
        twilio.delete(path + "/" + twilio.post(path, "Body", "1").sid());

        Reply next = twilio.post(path, "Body", "2");

        assertThat(next.body().get("index").asInt()).isEqualTo(2);
        assertThat(indexes(twilio.get(path + "?Order=desc"))).containsExactly(2, 0);
        assertThat(indexes(twilio.get(path + "?Order=asc"))).containsExactly(0, 2);
    }

    @Test
    void theAuthorsParticipantIsNamed() {
        TwilioClient twilio = SANDBOX.twilio();
        String path = "/Conversations/" + twilio.newConversation();
        String participant =
                twilio.post(path + "/Participants", "Identity", "expert").sid();

        Reply message = twilio.post(path + "/Messages", "Author", "expert", "Body", "Hi");

        assertThat(message.text("participant_sid")).isEqualTo(participant);
    }

    @Test
    void aBodyHasAtMost1600Characters() {
        TwilioClient twilio = SANDBOX.twilio();
        String path = "/Conversations/" + twilio.newConversation() + "/Messages";

        assertThat(twilio.post(path, "Body", "😀".repeat(1600)).status()).isEqualTo(201);
        assertThat(twilio.post(path, "Body", "x".repeat(1601)).status()).isEqualTo(400);
        assertThat(twilio.post(path).status()).isEqualTo(400);
        assertThat(twilio.post(path, "Body", "x", "Attributes", "{").status()).isEqualTo(400);
    }

    @Test
    void aMessageReachesThePhonesInTheConversationAndIsReceipted() {
        TwilioClient twilio = SANDBOX.twilio();
        String path = "/Conversations/" + SANDBOX.newConversationWithPhone(PHONE) + "/Messages";

        String sid = twilio.post(path, "Author", "bot", "Body", "Welcome").sid();

        JsonNode receipt = Wait.until(
                        () -> twilio.get(path + "/" + sid + "/Receipts").list("delivery_receipts"),
                        receipts -> receipts.size() == 1
                                && receipts.get(0).get("status").asText().equals("delivered"))
                .get(0);
        assertThat(SANDBOX.phone(PHONE)).hasSize(1);
        assertThat(SANDBOX.phone(PHONE).get(0).get("sid").asText())
                .isEqualTo(receipt.get("channel_message_sid").asText());
        String one = path + "/" + sid + "/Receipts/" + receipt.get("sid").asText();
        assertThat(twilio.get(one).text("status")).isEqualTo("delivered");
        assertThat(twilio.inService(SANDBOX.defaultService()).get(one).status()).isEqualTo(200);
        assertThat(twilio.inService(SANDBOX.defaultService())
                        .get(path + "/" + sid + "/Receipts")
                        .status())
                .isEqualTo(200);
        assertThat(twilio.get(path + "/" + sid).body().at("/delivery/delivered").asText())
                .isEqualTo("all");
    }

    @Test
    void aTemplateWinsOverTheBodyAndItsTextReachesThePhone() {
        TwilioClient twilio = SANDBOX.twilio();
        String content = "HX" + "1".repeat(32);
        SANDBOX.control("PUT", "/control/contents/" + content, Map.of("body", "Dear {{1}}, write to us."));
        String path = "/Conversations/" + SANDBOX.newConversationWithPhone("whatsapp:" + PHONE) + "/Messages";

        Reply sent = twilio.post(path, "ContentSid", content, "ContentVariables", "{\"1\":\"Ann\"}", "Body", "ignored");

        assertThat(sent.body().get("body").isNull()).isTrue();
        assertThat(sent.text("content_sid")).isEqualTo(content);
        assertThat(SANDBOX.phone(PHONE).get(0).get("body").asText()).isEqualTo("Dear Ann, write to us.");
        assertThat(twilio.post(path, "ContentSid", "HX" + "2".repeat(32)).code())
                .isEqualTo(50526);
    }

    @Test
    void mediaGoesWithAMessage() {
        TwilioClient twilio = SANDBOX.twilio();
        String media = SANDBOX.control(
                        "POST", "/control/media", "{\"filename\":\"a.jpg\",\"contentType\":\"image/jpeg\",\"size\":7}")
                .sid();
        String path = "/Conversations/" + twilio.newConversation() + "/Messages";

        Reply sent = twilio.post(path, "MediaSid", media);

        assertThat(sent.body().at("/media/0/filename").asText()).isEqualTo("a.jpg");
        assertThat(sent.body().get("body").isNull()).isTrue();
        assertThat(twilio.post(path, "MediaSid", "ME" + "0".repeat(32)).code()).isEqualTo(20404);
    }

    private static List<Integer> indexes(Reply reply) {
        return reply.list("messages").stream()
                .map(message -> message.get("index").asInt())
                .toList();
    }
}
