package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static travel.baboo.messaging.sandbox.SandboxExtension.OUR_NUMBER;
import static travel.baboo.messaging.sandbox.SandboxExtension.PHONE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Travelers' phones: what they write and what reaches them. */
class PhonesTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @Test
    void aTextBecomesAMessageOfItsConversationAndFiresAlways() {
        try (Receiver receiver = new Receiver()) {
            SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
            String conversation = SANDBOX.newConversationWithPhone(PHONE);

            Reply arrived = SANDBOX.write(PHONE, "Hello!");

            assertThat(arrived.status()).isEqualTo(200);
            assertThat(arrived.text("conversationSid")).isEqualTo(conversation);
            Receiver.Request webhook = receiver.await(1).get(0);
            assertThat(webhook.field("Source")).isEqualTo("SMS");
            assertThat(webhook.field("Author")).isEqualTo(PHONE);
            assertThat(webhook.field("ParticipantSid")).startsWith("MB");
            assertThat(webhook.form().has("ClientIdentity")).isFalse();
            assertThat(SANDBOX.phone(PHONE))
                    .as("nothing is sent back to its author")
                    .hasSize(1);
        }
    }

    @Test
    void whatsAppKeepsItsAddressAndItsMedia() {
        try (Receiver receiver = new Receiver()) {
            SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
            SANDBOX.newConversationWithPhone("whatsapp:" + PHONE);

            SANDBOX.control(
                    "POST",
                    "/control/phones/" + PHONE + "/messages",
                    Map.of(
                            "channel",
                            "whatsapp",
                            "media",
                            List.of(Map.of("filename", "photo.jpg", "contentType", "image/jpeg", "size", 92724))));

            Receiver.Request webhook = receiver.await(1).get(0);
            assertThat(webhook.field("Source")).isEqualTo("WHATSAPP");
            assertThat(webhook.field("Author")).isEqualTo("whatsapp:" + PHONE);
            assertThat(webhook.form().has("Body")).isFalse();
            assertThat(webhook.field("Media"))
                    .matches("\\[\\{\"Sid\":\"ME[0-9a-f]{32}\",\"Filename\":\"photo.jpg\","
                            + "\"ContentType\":\"image/jpeg\",\"Size\":92724}]");
        }
    }

    @Test
    void aTextThatNobodyWaitsForCreatesNothing() {
        Reply lost = SANDBOX.write(PHONE, "Anyone?");

        assertThat(lost.status()).isEqualTo(404);
        assertThat(lost.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(SANDBOX.items("/control/conversations")).isEmpty();
        assertThat(SANDBOX.phone(PHONE)).isEmpty();
    }

    @Test
    void aClosedConversationTakesNoText() {
        String conversation = SANDBOX.newConversationWithPhone(PHONE);
        SANDBOX.twilio().post("/Conversations/" + conversation, "State", "closed");

        assertThat(SANDBOX.write(PHONE, "late").status()).isEqualTo(404);
    }

    @Test
    void everyOtherPhoneInTheConversationGetsTheText() {
        String conversation = SANDBOX.newConversationWithPhone(PHONE);
        SANDBOX.twilio()
                .post(
                        "/Conversations/" + conversation + "/Participants",
                        "MessagingBinding.Address",
                        "+14155550101",
                        "MessagingBinding.ProxyAddress",
                        OUR_NUMBER);

        SANDBOX.write(PHONE, "to all");

        assertThat(SANDBOX.phone("+14155550101").get(0).get("body").asText()).isEqualTo("to all");
    }

    @Test
    void stopKeepsFurtherTextsAwayUntilStart() {
        TwilioClient twilio = SANDBOX.twilio();
        String path = "/Conversations/" + SANDBOX.newConversationWithPhone(PHONE) + "/Messages";
        SANDBOX.write(PHONE, " stop ");

        String refused = twilio.post(path, "Body", "unwanted").sid();
        JsonNode receipt = Wait.until(
                        () -> twilio.get(path + "/" + refused + "/Receipts").list("delivery_receipts"),
                        receipts -> receipts.size() == 1)
                .get(0);
        assertThat(receipt.get("status").asText()).isEqualTo("failed");
        assertThat(receipt.get("error_code").asInt()).isEqualTo(21610);
        assertThat(SANDBOX.phone(PHONE).get(1).get("body").asText()).contains("unsubscribed");

        SANDBOX.write(PHONE, "START");
        String wanted = twilio.post(path, "Body", "wanted").sid();
        Wait.until(
                () -> twilio.get(path + "/" + wanted + "/Receipts").list("delivery_receipts"),
                receipts -> receipts.size() == 1
                        && receipts.get(0).get("status").asText().equals("delivered"));
    }

    @Test
    void whatsAppTakesFreeTextOnlyAfterThePersonWrote() {
        TwilioClient twilio = SANDBOX.twilio();
        String path = "/Conversations/" + SANDBOX.newConversationWithPhone("whatsapp:" + PHONE) + "/Messages";
        String early = twilio.post(path, "Body", "too early").sid();
        assertThat(Wait.until(
                                () -> twilio.get(path + "/" + early + "/Receipts")
                                        .list("delivery_receipts"),
                                receipts -> receipts.size() == 1)
                        .get(0)
                        .get("error_code")
                        .asInt())
                .isEqualTo(63016);

        SANDBOX.control(
                "POST", "/control/phones/" + PHONE + "/messages", Map.of("channel", "whatsapp", "body", "hello"));
        String now = twilio.post(path, "Body", "now").sid();

        Wait.until(
                () -> twilio.get(path + "/" + now + "/Receipts").list("delivery_receipts"),
                receipts -> receipts.size() == 1
                        && receipts.get(0).get("status").asText().equals("delivered"));
    }

    @Test
    void badNumbersAndBadBehaviorsAreProblems() {
        assertThat(SANDBOX.write("12", "x").status()).isEqualTo(400);
        assertThat(SANDBOX.write(PHONE, "").status()).isEqualTo(400);
        assertThat(SANDBOX.control("PUT", "/control/phones/" + PHONE + "/behavior", Map.of("delivery", "maybe"))
                        .status())
                .isEqualTo(400);
    }
}
