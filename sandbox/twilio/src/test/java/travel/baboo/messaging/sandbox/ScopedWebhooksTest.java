package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks of one conversation: as a resource, and as they fire. */
class ScopedWebhooksTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWebhookCanBeAttachedFetchedUpdatedListedAndTakenOff(boolean named) {
        TwilioClient twilio = named ? SANDBOX.twilio().inService(SANDBOX.defaultService()) : SANDBOX.twilio();
        String path = "/Conversations/" + twilio.newConversation() + "/Webhooks";

        Reply created = twilio.post(
                path,
                "Target",
                "webhook",
                "Configuration.Url",
                "https://example.com/bot",
                "Configuration.Filters",
                "onMessageAdded");
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.body().at("/configuration/method").asText()).isEqualTo("post");
        Reply updated = twilio.post(path + "/" + created.sid(), "Configuration.Url", "https://example.com/bot2");
        assertThat(updated.body().at("/configuration/url").asText()).isEqualTo("https://example.com/bot2");
        assertThat(updated.body().at("/configuration/filters/0").asText()).isEqualTo("onMessageAdded");
        assertThat(twilio.get(path + "/" + created.sid()).status()).isEqualTo(200);
        assertThat(twilio.get(path).list("webhooks")).hasSize(1);
        assertThat(twilio.delete(path + "/" + created.sid()).status()).isEqualTo(204);
        assertThat(twilio.get(path).list("webhooks")).isEmpty();
    }

    @Test
    void moreThanFiveAndWrongOnesAreRefused() {
        TwilioClient twilio = SANDBOX.twilio();
        String path = "/Conversations/" + twilio.newConversation() + "/Webhooks";

        assertThat(twilio.post(path).code()).isEqualTo(20001);
        assertThat(twilio.post(path, "Target", "webhook").status()).isEqualTo(400);
        assertThat(twilio.post(path, "Target", "studio").status()).isEqualTo(400);
        assertThat(twilio.post(
                                path,
                                "Target",
                                "webhook",
                                "Configuration.Url",
                                "https://example.com",
                                "Configuration.Filters",
                                "onMessageAdd")
                        .status())
                .as("pre-events are not for conversations")
                .isEqualTo(400);
        for (int i = 0; i < 5; i++) {
            studio(path);
        }
        assertThat(twilio.post(path, "Target", "studio", "Configuration.FlowSid", "FW" + "0".repeat(32))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void itFiresInAdditionToTheAccountsOwn() {
        try (Receiver account = new Receiver();
                Receiver bot = new Receiver()) {
            SANDBOX.webhooks(account.url("/"), "onMessageAdded");
            String conversation = SANDBOX.twilio().newConversation();
            attach(conversation, "webhook", bot.url("/bot"), "Configuration.Filters", "onMessageAdded");

            SANDBOX.twilio().withWebhooks().post("/Conversations/" + conversation + "/Messages", "Body", "Hi");

            assertThat(account.await(1).get(0).field("Body")).isEqualTo("Hi");
            assertThat(bot.await(1).get(0).field("ConversationSid")).isEqualTo(conversation);
        }
    }

    @Test
    void aTriggerFiresOnItsWordsOnly() {
        try (Receiver bot = new Receiver()) {
            String conversation = SANDBOX.twilio().newConversation();
            attach(conversation, "trigger", bot.url("/"), "Configuration.Triggers", "help");
            TwilioClient twilio = SANDBOX.twilio().withWebhooks();

            twilio.post("/Conversations/" + conversation + "/Messages", "Body", "nothing");
            twilio.post("/Conversations/" + conversation + "/Messages", "Body", "please help");

            assertThat(bot.await(1).get(0).field("Body")).isEqualTo("please help");
            assertThat(bot.requests()).hasSize(1);
        }
    }

    @Test
    void replayTellsItOfEarlierMessages() {
        try (Receiver bot = new Receiver()) {
            String conversation = SANDBOX.twilio().newConversation();
            for (int i = 0; i < 3; i++) {
                SANDBOX.twilio().post("/Conversations/" + conversation + "/Messages", "Body", "m" + i);
            }

            attach(
                    conversation,
                    "webhook",
                    bot.url("/"),
                    "Configuration.Filters",
                    "onMessageAdded",
                    "Configuration.ReplayAfter",
                    "1");

            assertThat(bot.await(2).stream().map(request -> request.field("Index")))
                    .containsExactly("1", "2");
        }
    }

    @Test
    void aStudioFlowIsRecordedAsTriggered() {
        String conversation = SANDBOX.twilio().newConversation();
        studio("/Conversations/" + conversation + "/Webhooks");

        SANDBOX.twilio().withWebhooks().post("/Conversations/" + conversation + "/Messages", "Body", "Hi");

        List<JsonNode> attempts = SANDBOX.items("/control/webhooks?conversation=" + conversation);
        assertThat(attempts).hasSize(1);
        assertThat(attempts.get(0).get("outcome").asText()).isEqualTo("studio");
    }

    private static void studio(String path) {
        Reply created = SANDBOX.twilio().post(path, "Target", "studio", "Configuration.FlowSid", "FW" + "0".repeat(32));
        assertThat(created.status()).isEqualTo(201);
    }

    private static void attach(String conversation, String target, String url, String... more) {
        String[] form = new String[4 + more.length];
        form[0] = "Target";
        form[1] = target;
        form[2] = "Configuration.Url";
        form[3] = url;
        System.arraycopy(more, 0, form, 4, more.length);
        assertThat(SANDBOX.twilio()
                        .post("/Conversations/" + conversation + "/Webhooks", form)
                        .status())
                .isEqualTo(201);
    }
}
