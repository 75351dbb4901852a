package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static travel.baboo.messaging.sandbox.SandboxExtension.OUR_NUMBER;
import static travel.baboo.messaging.sandbox.SandboxExtension.PHONE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.sandbox.make.MakeHook;

/** What the sandbox knows survives its restart. */
class PersistenceTest {

    @TempDir
    Path directory;

    @Test
    void everythingIsThereAgainAfterARestart() {
        JsonNode before;
        JsonNode keys;
        try (SandboxServer sandbox = start()) {
            fill(sandbox);
            before = withoutPorts(state(sandbox));
            keys = json(sandbox, "/login/jwks");
        }

        try (SandboxServer sandbox = start()) {
            assertThat(withoutPorts(state(sandbox))).isEqualTo(before);
            assertThat(json(sandbox, "/login/jwks")).isEqualTo(keys);
        }
    }

    @Test
    void indexesGoOnAndBindingsStillHold() {
        String path = "/Conversations/kept/Messages";
        try (SandboxServer sandbox = start()) {
            fill(sandbox);
        }

        try (SandboxServer sandbox = start()) {
            TwilioClient twilio = TwilioClient.of(sandbox.twilioOrigin());
            assertThat(twilio.post(path, "Body", "second").body().get("index").asInt())
                    .isEqualTo(1);
            assertThat(Http.send(
                                    "POST",
                                    sandbox.twilioOrigin() + "/control/phones/" + PHONE + "/messages",
                                    "{\"body\":\"hi\"}",
                                    Map.of())
                            .status())
                    .isEqualTo(200);
            assertThat(twilio.post("/Conversations", "UniqueName", "kept").code())
                    .isEqualTo(50353);
        }
    }

    @Test
    void aResetIsKeptToo() {
        try (SandboxServer sandbox = start()) {
            fill(sandbox);
            Http.send("POST", sandbox.twilioOrigin() + "/control/reset", null, Map.of());
        }

        try (SandboxServer sandbox = start()) {
            assertThat(state(sandbox).get("conversations")).isEmpty();
        }
    }

    @Test
    void changesAreWrittenSoonNotOnlyAtTheEnd() {
        try (SandboxServer sandbox = start()) {
            fill(sandbox);

            Wait.until(() -> read(directory.resolve("sandbox-state.json")), text -> text.contains("\"kept\""));
        }
    }

    @Test
    void closingWritesWhatHappenedLastAndMayBeRepeated() {
        SandboxServer sandbox = start();
        TwilioClient twilio = TwilioClient.of(sandbox.twilioOrigin());
        for (int i = 0; i < 20; i++) {
            twilio.newConversation("UniqueName", "c" + i);
        }
        sandbox.close();
        sandbox.close();

        try (SandboxServer again = start()) {
            assertThat(state(again).get("conversations")).hasSize(20);
        }
    }

    @Test
    void anUnreadableFileStopsTheStart() throws IOException {
        Files.writeString(directory.resolve("sandbox-state.json"), "{\"conversations\":[");

        assertThatThrownBy(this::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("sandbox-state.json");
    }

    private SandboxServer start() {
        return SandboxServer.start(SandboxConfig.forTests()
                .withDataDirectory(directory)
                .withMakeHooks(List.of(new MakeHook("hook", null, null, null))));
    }

    private static void fill(SandboxServer sandbox) {
        TwilioClient twilio = TwilioClient.of(sandbox.twilioOrigin());
        twilio.newConversation("UniqueName", "kept", "Timers.Closed", "PT10M");
        twilio.post(
                "/Conversations/kept/Participants",
                "MessagingBinding.Address",
                PHONE,
                "MessagingBinding.ProxyAddress",
                OUR_NUMBER);
        twilio.post("/Conversations/kept/Participants", "Identity", "ann");
        String message =
                twilio.post("/Conversations/kept/Messages", "Body", "first").sid();
        twilio.post(
                "/Conversations/kept/Webhooks",
                "Target",
                "webhook",
                "Configuration.Url",
                "https://example.com",
                "Configuration.Filters",
                "onMessageAdded");
        Http.send("POST", sandbox.twilioOrigin() + "/make/hook/hook", "{}", Map.of("webhook-id", "evt_1"));
        Http.send(
                "PUT", sandbox.twilioOrigin() + "/control/contents/HX" + "1".repeat(32), "{\"body\":\"x\"}", Map.of());
        Wait.until(
                () -> twilio.get("/Conversations/kept/Messages/" + message)
                        .body()
                        .at("/delivery/delivered")
                        .asText(),
                "all"::equals);
    }

    private static JsonNode state(SandboxServer sandbox) {
        return json(sandbox, "/control/state");
    }

    /** The make delivery names the port that it came to. */
    private static JsonNode withoutPorts(JsonNode state) {
        ((ObjectNode) state.at("/make/0/deliveries/0/headers")).remove("host");
        return state;
    }

    private static JsonNode json(SandboxServer sandbox, String path) {
        return Http.send("GET", sandbox.twilioOrigin() + path, null, Map.of()).body();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
