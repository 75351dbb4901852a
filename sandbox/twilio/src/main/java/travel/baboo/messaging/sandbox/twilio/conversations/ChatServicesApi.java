package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.TwilioHandler;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;

/**
 * {@code /v2/Services/{Sid}} of Chat, which is the same service as that of Conversations: only the retries of webhooks can be set. Source:
 * twilio_chat_v2 of Twilio's OpenAPI. Neither the largest count nor what else is refused is documented.
 */
final class ChatServicesApi {

    private final String accountSid;
    private final String origin;
    private final Services services;

    ChatServicesApi(String accountSid, String origin, Services services) {
        this.accountSid = accountSid;
        this.origin = origin;
        this.services = services;
    }

    void mount(TwilioRouter router) {
        router.get("/v2/Services/:Sid", TwilioHandler.direct(call -> TwilioAnswer.ok(json(service(call)))));
        router.post("/v2/Services/:Sid", TwilioHandler.direct(this::update));
        router.unknownUnder("/v2");
    }

    private ChatService service(TwilioCall call) {
        return call.require(services.find(call.path("Sid")));
    }

    private TwilioAnswer update(TwilioCall call) {
        ChatService service = service(call);
        service.retries(new ChatService.Retries(
                count(call, "PreWebhookRetryCount", service.retries().pre()),
                count(call, "PostWebhookRetryCount", service.retries().post())));
        services.changed();
        return TwilioAnswer.ok(json(service));
    }

    private static int count(TwilioCall call, String name, int before) {
        @Nullable Integer count = call.body().integer(name);
        if (count != null && count < 0) {
            throw TwilioException.invalid(name);
        }
        return count == null ? before : count;
    }

    private ObjectNode json(ChatService service) {
        String url = origin + "/v2/Services/" + service.sid();
        WebhookConfiguration webhooks = services.webhooksOf(service);
        ObjectNode json = Json.object()
                .put("sid", service.sid())
                .put("account_sid", accountSid)
                .put("friendly_name", service.friendlyName())
                .put("date_created", TwilioDates.iso(service.created()))
                .put("date_updated", TwilioDates.iso(service.created()))
                .put("default_service_role_sid", service.settings().serviceRoleSid())
                .put("default_channel_role_sid", service.conversationRoleSid())
                .put("default_channel_creator_role_sid", service.creatorRoleSid())
                .put("read_status_enabled", true)
                .put("reachability_enabled", service.reachability())
                .put("typing_indicator_timeout", 5)
                .put("consumption_report_interval", 10)
                .put("pre_webhook_url", webhooks.preUrl())
                .put("post_webhook_url", webhooks.postUrl())
                .put("webhook_method", webhooks.method())
                .put("pre_webhook_retry_count", service.retries().pre())
                .put("post_webhook_retry_count", service.retries().post())
                .put("url", url);
        json.putObject("limits").put("channel_members", 250).put("user_channels", 100);
        json.set("webhook_filters", ResourceJson.strings(webhooks.filters()));
        json.putNull("notifications");
        json.putNull("media");
        json.putObject("links")
                .put("channels", url + "/Channels")
                .put("users", url + "/Users")
                .put("roles", url + "/Roles")
                .put("bindings", url + "/Bindings");
        return json;
    }
}
