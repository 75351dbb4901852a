package travel.baboo.messaging.sandbox.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.sandbox.SandboxCredentials;

/** What can be seen from outside the services: Twilio's settings and webhooks, the traveler's phone, Make.com's hook. */
final class SandboxView {

    private final StackClient client;
    private final DemoSettings settings;

    SandboxView(StackClient client, DemoSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** The Conversations service whose webhooks come to our gateway, as its webhook configuration. */
    Optional<JsonNode> findWebhookConfiguration() throws InterruptedException {
        JsonNode services = client.get(settings.sandbox() + "/v1/Services?PageSize=100", twilio());
        for (JsonNode service : services.path("services")) {
            String url =
                    settings.sandbox() + "/v1/Services/" + service.path("sid").asText() + "/Configuration/Webhooks";
            JsonNode webhooks = client.get(url, twilio());
            if (webhooks.path("post_webhook_url").asText().startsWith(settings.gateway() + "/")) {
                return Optional.of(webhooks);
            }
        }
        return Optional.empty();
    }

    /** The attempt to report a message. */
    Optional<JsonNode> findWebhook(String conversationSid, String messageSid) throws InterruptedException {
        return find(
                settings.sandbox() + "/control/webhooks?type=onMessageAdded&conversation=" + conversationSid,
                attempt -> attempt.at("/fields/MessageSid/0").asText().equals(messageSid));
    }

    /** The attempt by which Event Streams delivered a message. */
    Optional<JsonNode> findStreamed(String messageSid) throws InterruptedException {
        return find(
                settings.sandbox() + "/control/event-stream",
                attempt -> attempt.path("sids").toString().contains('"' + messageSid + '"')
                        && attempt.path("types").toString().contains("message.added")
                        && attempt.path("outcome").asText().equalsIgnoreCase("accepted"));
    }

    /** Under how many ids our Make.com hook has got these words of the conversation; one id may come again. */
    long countDeliveries(String conversationSid, String words) throws InterruptedException {
        JsonNode items = client.get(
                        settings.sandbox() + "/control/make/hooks/" + settings.makeHook() + "/deliveries", Map.of())
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .filter(delivery -> delivery.path("body").asText().contains(conversationSid)
                        && delivery.path("body").asText().contains(words))
                .map(delivery -> delivery.path("webhookId").asText())
                .distinct()
                .count();
    }

    /** A text on the phone, going either way. */
    Optional<JsonNode> findText(String phone, String body) throws InterruptedException {
        return find(
                settings.sandbox() + "/control/phones/" + phone + "/messages",
                text -> text.path("body").asText().equals(body));
    }

    /** A delivery to our Make.com hook with these words of the conversation. */
    Optional<JsonNode> findDelivery(String conversationSid, String words) throws InterruptedException {
        return find(
                settings.sandbox() + "/control/make/hooks/" + settings.makeHook() + "/deliveries",
                delivery -> delivery.path("body").asText().contains(conversationSid)
                        && delivery.path("body").asText().contains(words));
    }

    /** The bodies of what the hook for notices got about a conversation, oldest first. */
    List<JsonNode> notices(String conversationSid) throws InterruptedException {
        JsonNode items = client.get(
                        settings.sandbox() + "/control/make/hooks/" + settings.noticeHook() + "/deliveries", Map.of())
                .path("items");
        return StreamSupport.stream(items.spliterator(), false)
                .map(delivery -> StackClient.parse(delivery.path("body").asText()))
                .filter(body -> body.at("/conversation/sid").asText().equals(conversationSid))
                .toList();
    }

    private Optional<JsonNode> find(String url, Predicate<JsonNode> wanted) throws InterruptedException {
        JsonNode items = client.get(url, Map.of()).path("items");
        return StreamSupport.stream(items.spliterator(), false).filter(wanted).findFirst();
    }

    private static Map<String, String> twilio() {
        String userInfo = SandboxCredentials.ACCOUNT_SID + ":" + SandboxCredentials.AUTH_TOKEN;
        String encoded = Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
        return Map.of("Authorization", "Basic " + encoded);
    }
}
