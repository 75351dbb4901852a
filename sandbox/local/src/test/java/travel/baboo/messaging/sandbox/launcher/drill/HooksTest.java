package travel.baboo.messaging.sandbox.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxServer;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtMake;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Decided;
import travel.baboo.messaging.sandbox.make.MakeHook;

/** Reads the documented events from the sandbox's hooks. */
class HooksTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONVERSATION = "CH00000000000000000000000000000001";

    private final DrillClient client = new DrillClient();
    private SandboxServer sandbox;
    private DrillSettings settings;

    @BeforeEach
    void start() {
        sandbox = SandboxServer.start(SandboxConfig.forTests()
                .withMakeHooks(List.of(
                        new MakeHook("messages", null, null, null), new MakeHook("notices", null, null, null))));
        settings = new DrillSettings(
                "", sandbox.twilioOrigin(), "messages", "notices", "", 1, Duration.ofMinutes(2), 1, false);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void readsNoticesAndAlarmsOfTheDrillsConversations() throws Exception {
        Hooks hooks = new Hooks(client, settings, Set.of(CONVERSATION));
        send("notices", "unread-notice", "w1");
        hooks.follow();
        send("notices", "response-overdue", "w2");
        send("notices", "message-undelivered", "w3");
        hooks.follow();

        assertThat(hooks.decisions())
                .containsExactly(
                        new Decided(
                                Decided.NOTICE,
                                CONVERSATION,
                                "MB00000000000000000000000000000002",
                                5,
                                6,
                                "unread-notice:" + CONVERSATION + ":MB00000000000000000000000000000002:5:0",
                                "w1"),
                        new Decided(
                                Decided.OVERDUE,
                                CONVERSATION,
                                "",
                                5,
                                5,
                                "response-overdue:" + CONVERSATION + ":5:1786453108",
                                "w2"));
        assertThat(hooks.messages()).isEmpty();

        Hooks others = new Hooks(client, settings, Set.of("CH2"));
        others.follow();
        assertThat(others.decisions()).isEmpty();
    }

    @Test
    void readsWhatWasTaken() throws Exception {
        Hooks hooks = new Hooks(client, settings, Set.of(CONVERSATION));
        client.require(
                "PUT",
                settings.sandbox() + "/control/make/hooks/messages/behavior",
                Map.of(),
                Map.of("kind", "fail", "times", 1));
        send("messages", "message-added", "w1");
        send("messages", "message-added", "w1");
        hooks.follow();

        assertThat(hooks.messages()).singleElement().satisfies(delivery -> {
            assertThat(delivery.messageSid()).isEqualTo("IM00000000000000000000000000000001");
            assertThat(delivery)
                    .extracting(AtMake::conversation, AtMake::webhookId)
                    .containsExactly(CONVERSATION, "w1");
        });
    }

    private void send(String hook, String example, String webhookId) throws IOException, InterruptedException {
        client.send(
                "POST", settings.sandbox() + "/make/hook/" + hook, Map.of("webhook-id", webhookId), example(example));
    }

    private static JsonNode example(String name) throws IOException {
        Matcher found = Pattern.compile("<!-- example: " + name + " -->\n```json\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("../../docs/make-events.md")));
        assertThat(found.find()).isTrue();
        return JSON.readTree(found.group(1));
    }
}
