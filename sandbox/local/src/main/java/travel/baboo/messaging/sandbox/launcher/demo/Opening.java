package travel.baboo.messaging.sandbox.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first three steps: setup, the expert's login, and the inquiry that becomes a conversation. */
final class Opening {

    private final StackClient client;
    private final DemoSettings settings;
    private final Cast cast;

    Opening(StackClient client, DemoSettings settings, Cast cast) {
        this.client = client;
        this.settings = settings;
        this.cast = cast;
    }

    JsonNode findSetUp(Journey journey) throws InterruptedException {
        JsonNode webhooks = new SandboxView(client, settings)
                .findWebhookConfiguration()
                .orElseThrow(
                        () -> new StoryException("No Conversations service at Twilio calls " + settings.gateway()));
        journey.hop(
                "Twilio", "webhooks go to " + webhooks.path("post_webhook_url").asText());
        if (!webhooks.path("filters").toString().contains("\"onMessageAdded\"")) {
            throw new StoryException("onMessageAdded is not among the filters " + webhooks.path("filters"));
        }
        journey.hop("Twilio", webhooks.path("filters").size() + " kinds of events pass the filters");
        return webhooks;
    }

    /** The headers by which the gateway knows the expert. */
    Map<String, String> logIn(Journey journey) throws InterruptedException {
        Map<String, Object> person = Map.of("email", Cast.EXPERT, "name", "Elena", "groups", List.of("expert"));
        JsonNode login = client.post(settings.sandbox() + "/login/token", Map.of(), person);
        journey.hop("login", "gives Elena an app token");
        Map<String, String> expert =
                Map.of("Authorization", "Bearer " + login.path("access_token").asText());
        JsonNode twilio = client.post(settings.gateway() + "/api/twilio/token", expert, Map.of());
        if (!twilio.path("identity").asText().equals(Cast.EXPERT)) {
            throw new StoryException("The Twilio token is for " + twilio.path("identity") + ", not for " + Cast.EXPERT);
        }
        journey.hop("token-service", "mints a Twilio token for " + Cast.EXPERT);
        connect(journey, twilio.path("token").asText());
        return expert;
    }

    /** As an app does with that token. The story goes on without it: not everybody has Node. */
    private void connect(Journey journey, String token) throws InterruptedException {
        Optional<SdkConnection> sdk = SdkConnection.find(settings.messagingPackage());
        if (sdk.isEmpty()) {
            journey.hop("Twilio's SDK", "is not here: with Node, npm --prefix packages/messaging ci --ignore-scripts");
            return;
        }
        String said = sdk.get().connect(token, settings.sandbox().replaceFirst("http", "ws") + "/v3/wsconnect");
        if (!said.endsWith(" " + Cast.EXPERT)) {
            throw new StoryException("Twilio's SDK is not " + Cast.EXPERT + ": " + said);
        }
        journey.hop("Twilio's SDK", "connects, version and identity " + said);
    }

    /** The conversation's SID. */
    String inquire(Journey journey, Map<String, String> expert) throws InterruptedException {
        Map<String, Object> inquiry = Map.of(
                "inquiryId", cast.inquiryId(),
                "traveler", Map.of("name", "Marta", "channel", "sms", "address", cast.phone()),
                "expert", Map.of("identity", Cast.EXPERT, "name", "Elena"),
                "subject", "Dolomites",
                "message", Cast.QUESTION);
        String sid = client.post(settings.gateway() + "/api/inquiries", expert, inquiry)
                .path("conversationSid")
                .asText();
        journey.hop("conversation-service", "creates inquiry_" + cast.inquiryId() + ", " + sid);
        MirrorView mirror = new MirrorView(client, settings, expert);
        // A participant's webhook may overtake the conversation's, which carries the name.
        journey.await(
                "the conversation \"" + Cast.FRIENDLY_NAME + "\" with both participants in the mirror",
                () -> mirror.findConversation(sid)
                        .filter(view -> view.path("participants").size() == 2)
                        .filter(view -> view.path("friendlyName").asText().equals(Cast.FRIENDLY_NAME)));
        journey.hop("mirror", "shows \"" + Cast.FRIENDLY_NAME + "\" with both of them");
        journey.await("the first message in the mirror", () -> mirror.findMessage(sid, Cast.QUESTION));
        journey.hop("mirror", "shows the traveler's first message");
        return sid;
    }
}
