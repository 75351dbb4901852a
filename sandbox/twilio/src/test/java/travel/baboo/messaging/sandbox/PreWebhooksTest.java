package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pre-event webhooks, which may change or reject what is about to happen. */
class PreWebhooksTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private final Receiver receiver = new Receiver();

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void anEmptyAnswerLetsTheMessagePass() {
        SANDBOX.preWebhooks(receiver.url("/pre"), "onMessageAdd");

        Reply message = send("as it was");

        assertThat(message.text("body")).isEqualTo("as it was");
        assertThat(receiver.requests()).hasSize(1);
        assertThat(receiver.requests().get(0).event()).isEqualTo("onMessageAdd");
        assertThat(receiver.requests().get(0).field("Body")).isEqualTo("as it was");
        assertThat(receiver.requests().get(0).form().has("MessageSid")).isFalse();
    }

    @Test
    void aJsonAnswerChangesTheMessage() {
        receiver.answer(200, "{\"body\":\"changed\",\"attributes\":\"{\\\"k\\\":1}\"}");
        SANDBOX.preWebhooks(receiver.url("/pre"), "onMessageAdd");

        Reply message = send("as it was");

        assertThat(message.text("body")).isEqualTo("changed");
        assertThat(message.text("attributes")).isEqualTo("{\"k\":1}");
    }

    @Test
    void anErrorRejectsAndNothingHappens() {
        receiver.answer(403, "");
        SANDBOX.preWebhooks(receiver.url("/pre"), "onMessageAdd", "onConversationAdd");
        String conversation = SANDBOX.twilio().newConversation();

        Reply rejected =
                SANDBOX.twilio().withWebhooks().post("/Conversations/" + conversation + "/Messages", "Body", "x");

        assertThat(rejected.status()).isEqualTo(403);
        assertThat(rejected.code()).isEqualTo(50050);
        assertThat(SANDBOX.twilio()
                        .get("/Conversations/" + conversation + "/Messages")
                        .list("messages"))
                .isEmpty();
        assertThat(SANDBOX.twilio().withWebhooks().post("/Conversations").status())
                .isEqualTo(403);
    }

    @Test
    void noAnswerInTimeLetsTheMessagePass() {
        CountDownLatch never = new CountDownLatch(1);
        receiver.hold(never);
        SANDBOX.preWebhooks(receiver.url("/pre"), "onMessageAdd");

        Reply message = send("patient");

        assertThat(message.status()).isEqualTo(201);
        assertThat(SANDBOX.items("/control/webhooks").get(0).get("outcome").asText())
                .isEqualTo("timed_out");
        never.countDown();
    }

    @Test
    void withoutTheHeaderNobodyIsAsked() {
        receiver.answer(403, "");
        SANDBOX.preWebhooks(receiver.url("/pre"), "onMessageAdd");

        Reply message = SANDBOX.twilio()
                .post("/Conversations/" + SANDBOX.twilio().newConversation() + "/Messages", "Body", "x");

        assertThat(message.status()).isEqualTo(201);
        assertThat(receiver.requests()).isEmpty();
    }

    private static Reply send(String body) {
        String conversation = SANDBOX.twilio().newConversation();
        return SANDBOX.twilio().withWebhooks().post("/Conversations/" + conversation + "/Messages", "Body", body);
    }
}
