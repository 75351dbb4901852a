package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static travel.baboo.messaging.sandbox.SandboxExtension.OUR_NUMBER;
import static travel.baboo.messaging.sandbox.SandboxExtension.PHONE;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.twilio.webhook.TwilioSigner;

/** {@code Messages.json} of the 2010-04-01 API. */
class ProgrammableMessagingTest {

    private static final String ACCOUNT = "/2010-04-01/Accounts/" + SandboxCredentials.ACCOUNT_SID;
    private static final String MESSAGES = ACCOUNT + "/Messages.json";

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @Test
    void aTextReachesThePhoneAndItsStatusIsReportedInOrderAndSigned() {
        try (Receiver receiver = new Receiver()) {
            String callback = receiver.url("/api/webhooks/message-status");

            Reply sent = SANDBOX.twilio()
                    .post(MESSAGES, "To", PHONE, "From", OUR_NUMBER, "Body", "Hi", "StatusCallback", callback);

            assertThat(sent.status()).isEqualTo(201);
            assertThat(sent.text("status")).isEqualTo("queued");
            assertThat(SANDBOX.phone(PHONE).get(0).get("body").asText()).isEqualTo("Hi");
            List<Receiver.Request> webhooks = receiver.await(3);
            assertThat(webhooks.stream().map(request -> request.field("MessageStatus")))
                    .containsExactly("queued", "sent", "delivered");
            assertThat(webhooks.get(2).field("MessageSid")).isEqualTo(sent.sid());
            assertThat(webhooks.get(2).header("X-Twilio-Signature"))
                    .isEqualTo(new TwilioSigner(SandboxCredentials.AUTH_TOKEN)
                            .sign(callback, webhooks.get(2).form()));
            Reply fetched = SANDBOX.twilio().get(ACCOUNT + "/Messages/" + sent.sid() + ".json");
            assertThat(fetched.text("status")).isEqualTo("delivered");
        }
    }

    @Test
    void aMessagingServicePicksTheSender() {
        Reply sent = SANDBOX.twilio()
                .post(
                        MESSAGES,
                        "To",
                        "whatsapp:" + PHONE,
                        "MessagingServiceSid",
                        SandboxCredentials.MESSAGING_SERVICE_SID,
                        "Body",
                        "Hi");

        assertThat(sent.text("status")).isEqualTo("accepted");
        assertThat(sent.body().get("from").isNull()).isTrue();
        Wait.until(
                () -> SANDBOX.twilio()
                        .get(ACCOUNT + "/Messages/" + sent.sid() + ".json")
                        .text("from"),
                from -> from.equals("whatsapp:" + OUR_NUMBER));
    }

    @Test
    void segmentsAreCountedByAlphabet() {
        assertThat(send("x".repeat(160)).text("num_segments")).isEqualTo("1");
        assertThat(send("x".repeat(161)).text("num_segments")).isEqualTo("2");
        assertThat(send("ł".repeat(71)).text("num_segments")).isEqualTo("2");
    }

    @Test
    void whatCannotBeSentIsRefusedWithTwiliosCode() {
        TwilioClient twilio = SANDBOX.twilio();

        assertThat(twilio.post(MESSAGES, "From", OUR_NUMBER, "Body", "x").code())
                .isEqualTo(21604);
        assertThat(twilio.post(MESSAGES, "To", "12", "From", OUR_NUMBER, "Body", "x")
                        .code())
                .isEqualTo(21211);
        assertThat(twilio.post(MESSAGES, "To", PHONE, "Body", "x").code()).isEqualTo(21603);
        assertThat(twilio.post(MESSAGES, "To", PHONE, "From", "+14155550111", "Body", "x")
                        .code())
                .isEqualTo(21606);
        assertThat(twilio.post(MESSAGES, "To", PHONE, "From", OUR_NUMBER).code())
                .isEqualTo(21602);
        assertThat(send("x".repeat(1601)).code()).isEqualTo(21617);
        assertThat(twilio.post(
                                MESSAGES,
                                "To",
                                PHONE,
                                "From",
                                OUR_NUMBER,
                                "Body",
                                "x",
                                "StatusCallback",
                                "http://a_b.example.com/")
                        .code())
                .isEqualTo(21609);
    }

    @ParameterizedTest
    @ValueSource(ints = {21211, 21610, 21614, 21408})
    void aPhoneCanBeMadeToRefuse(int code) {
        SANDBOX.control("PUT", "/control/phones/" + PHONE + "/behavior", Map.of("rejectCode", code));

        Reply refused = send("x");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo(code);
    }

    @Test
    void anAnswerToAPlainTextIsOnlyRecorded() {
        send("Hi");

        Reply answer = SANDBOX.write(PHONE, "Hello");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("conversationSid").isNull()).isTrue();
        assertThat(SANDBOX.phone(PHONE)).hasSize(2);
    }

    @Test
    void anOptedOutPhoneIsRefusedAtOnce() {
        send("Hi");
        SANDBOX.write(PHONE, "STOP");

        assertThat(send("again").code()).isEqualTo(21610);
    }

    @Test
    void listsAreNewestFirstFilteredAndPaged() {
        for (int i = 0; i < 5; i++) {
            send("m" + i);
        }
        SANDBOX.twilio().post(MESSAGES, "To", "+14155550101", "From", OUR_NUMBER, "Body", "other");

        Reply page = SANDBOX.twilio().get(MESSAGES + "?To=%2B14155550100&PageSize=3");
        Reply next = SANDBOX.twilio().get(page.body().get("next_page_uri").asText());

        assertThat(page.list("messages").get(0).get("body").asText()).isEqualTo("m4");
        assertThat(next.list("messages").stream()
                        .map(message -> message.get("body").asText()))
                .containsExactly("m1", "m0");
        assertThat(next.body().get("next_page_uri").isNull()).isTrue();
    }

    @Test
    void aTextCanBeDeleted() {
        String path = ACCOUNT + "/Messages/" + send("x").sid() + ".json";

        assertThat(SANDBOX.twilio().delete(path).status()).isEqualTo(204);
        assertThat(SANDBOX.twilio().get(path).code()).isEqualTo(20404);
    }

    @Test
    void theAccountIsShownAndNoOther() {
        assertThat(SANDBOX.twilio().get(ACCOUNT + ".json").text("status")).isEqualTo("active");
        assertThat(SANDBOX.twilio()
                        .get("/2010-04-01/Accounts/AC" + "1".repeat(32) + ".json")
                        .status())
                .isEqualTo(404);
    }

    private static Reply send(String body) {
        return SANDBOX.twilio().post(MESSAGES, "To", PHONE, "From", OUR_NUMBER, "Body", body);
    }
}
