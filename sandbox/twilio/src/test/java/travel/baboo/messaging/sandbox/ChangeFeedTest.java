package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static travel.baboo.messaging.sandbox.SandboxExtension.PHONE;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import travel.baboo.messaging.sandbox.make.MakeHook;

/** The stream by which the page learns what to fetch again. */
class ChangeFeedTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension(
            SandboxConfig.forTests().withMakeHooks(List.of(new MakeHook("open", null, null, null))));

    private ServerSentEvents events;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        events = ServerSentEvents.open(SANDBOX.origin());
    }

    @AfterEach
    void close() throws IOException {
        events.close();
    }

    @Test
    void namesTheConversationAndThePhoneOfAText() {
        String conversation = SANDBOX.newConversationWithPhone(PHONE);
        events.awaitChange("conversations", conversation);

        SANDBOX.write(PHONE, "Hi");

        events.awaitChange("phones", PHONE);
        assertThat(events.contentType()).isEqualTo("text/event-stream");
    }

    @Test
    void namesWebhooksAndDeliveries() throws IOException {
        try (Receiver receiver = new Receiver()) {
            SANDBOX.webhooks(receiver.url("/"), "onMessageAdded");
            SANDBOX.newConversationWithPhone(PHONE);
            SANDBOX.write(PHONE, "Hi");
            events.awaitChange("topics", "webhooks");
        }

        Http.send("POST", SANDBOX.origin() + "/make/hook/open", "{}", Map.of());

        events.awaitChange("topics", "make");
    }

    @Test
    void namesFaultsWhenTheyAreSetAndWhenTheyOccur() throws IOException, InterruptedException {
        SANDBOX.control("POST", "/control/faults/rest", Map.of("kind", "status", "status", 429));
        events.awaitChange("topics", "faults");

        try (ServerSentEvents later = ServerSentEvents.open(SANDBOX.origin())) {
            assertThat(SANDBOX.twilio().get("/Conversations").status()).isEqualTo(429);
            later.awaitChange("topics", "faults");
        }
    }

    @Test
    void reportsAReset() {
        SANDBOX.control("POST", "/control/reset", null);

        events.await("reset", data -> true);
    }

    @Test
    void doesNotKeepTheSandboxFromStopping() throws IOException, InterruptedException {
        SandboxServer server = SandboxServer.start(SandboxConfig.forTests());
        try (ServerSentEvents reader = ServerSentEvents.open(server.twilioOrigin())) {
            server.close();
            assertThat(reader.contentType()).isEqualTo("text/event-stream");
        }
    }
}
