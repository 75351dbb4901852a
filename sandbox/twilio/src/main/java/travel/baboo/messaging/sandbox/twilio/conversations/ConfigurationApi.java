package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** {@code Configuration} and {@code Configuration/Webhooks} of the account and of each service. */
final class ConfigurationApi {

    private final String accountSid;
    private final ScopedRouter router;
    private final Services services;

    ConfigurationApi(String accountSid, ScopedRouter router, Services services) {
        this.accountSid = accountSid;
        this.router = router;
        this.services = services;
    }

    void mount() {
        router.get("/Configuration", (call, scope) -> TwilioAnswer.ok(configuration(scope)));
        router.post("/Configuration", ScopedRouter.later(this::update));
        router.get("/Configuration/Webhooks", (call, scope) -> TwilioAnswer.ok(webhooks(scope)));
        router.post("/Configuration/Webhooks", ScopedRouter.later(this::updateWebhooks));
    }

    private TwilioAnswer update(TwilioCall call, Scope scope) {
        if (scope.named()) {
            ChatService.Settings before = scope.service().settings();
            Boolean reachability = call.body().bool("ReachabilityEnabled");
            scope.service()
                    .settings(new ChatService.Settings(
                            role(call, scope, "DefaultConversationCreatorRoleSid", before.creatorRoleSid()),
                            role(call, scope, "DefaultConversationRoleSid", before.conversationRoleSid()),
                            role(call, scope, "DefaultChatServiceRoleSid", before.serviceRoleSid()),
                            reachability == null ? before.reachability() : reachability));
            services.changed();
        } else {
            updateDefaults(call);
        }
        return TwilioAnswer.ok(configuration(scope));
    }

    private void updateDefaults(TwilioCall call) {
        Services.Defaults before = services.defaults();
        String serviceSid =
                Objects.requireNonNullElse(call.body().sid("DefaultChatServiceSid", "IS"), before.serviceSid());
        if (services.find(serviceSid) == null) {
            throw TwilioException.invalid("DefaultChatServiceSid");
        }
        services.defaults(new Services.Defaults(
                serviceSid,
                Objects.requireNonNullElse(
                        call.body().sid("DefaultMessagingServiceSid", "MG"), before.messagingServiceSid()),
                timer(call.body(), "DefaultInactiveTimer", before.inactiveTimer()),
                timer(call.body(), "DefaultClosedTimer", before.closedTimer())));
    }

    private static @Nullable Duration timer(Parameters body, String name, @Nullable Duration before) {
        return body.has(name) ? body.duration(name) : before;
    }

    private static String role(TwilioCall call, Scope scope, String name, String before) {
        String sid = call.body().sid(name, "RL");
        if (sid != null && scope.service().findRole(sid) == null) {
            throw TwilioException.invalid(name);
        }
        return sid == null ? before : sid;
    }

    private ObjectNode configuration(Scope scope) {
        String url = scope.url("/Configuration");
        if (scope.named()) {
            ChatService.Settings settings = scope.service().settings();
            ObjectNode json = Json.object()
                    .put("chat_service_sid", scope.serviceSid())
                    .put("default_conversation_creator_role_sid", settings.creatorRoleSid())
                    .put("default_conversation_role_sid", settings.conversationRoleSid())
                    .put("default_chat_service_role_sid", settings.serviceRoleSid())
                    .put("reachability_enabled", settings.reachability())
                    .put("url", url);
            json.putObject("links").put("notifications", url + "/Notifications").put("webhooks", url + "/Webhooks");
            return json;
        }
        Services.Defaults defaults = services.defaults();
        ObjectNode json = Json.object()
                .put("account_sid", accountSid)
                .put("default_chat_service_sid", defaults.serviceSid())
                .put("default_messaging_service_sid", defaults.messagingServiceSid())
                .put("default_inactive_timer", text(defaults.inactiveTimer()))
                .put("default_closed_timer", text(defaults.closedTimer()))
                .put("url", url);
        json.putObject("links")
                .put("service", scope.url("/Services/" + defaults.serviceSid() + "/Configuration"))
                .put("webhooks", url + "/Webhooks");
        return json;
    }

    private TwilioAnswer updateWebhooks(TwilioCall call, Scope scope) {
        WebhookConfiguration before = scope.named() ? scope.service().webhooks() : services.webhooks();
        Parameters body = call.body();
        List<String> filters = body.has("Filters") ? body.all("Filters") : before.filters();
        if (filters.stream().anyMatch(filter -> !EventTypes.isKnown(filter))) {
            throw TwilioException.invalid("Filters");
        }
        WebhookConfiguration changed = new WebhookConfiguration(
                url(body, "PreWebhookUrl", before.preUrl()),
                url(body, "PostWebhookUrl", before.postUrl()),
                filters,
                Objects.requireNonNullElse(body.oneOf("Method", List.of("GET", "POST")), before.method()),
                Objects.requireNonNullElse(body.oneOf("Target", List.of("webhook", "flex")), before.target()));
        if (scope.named()) {
            scope.service().webhooks(changed);
            services.changed();
        } else {
            services.webhooks(changed);
        }
        return TwilioAnswer.ok(webhooks(scope));
    }

    private static @Nullable String url(Parameters body, String name, @Nullable String before) {
        String url = body.url(name);
        return url == null ? before : url.isEmpty() ? null : url;
    }

    private ObjectNode webhooks(Scope scope) {
        WebhookConfiguration webhooks = scope.named() ? scope.service().webhooks() : services.webhooks();
        ObjectNode json = Json.object()
                .put("account_sid", accountSid)
                .put("pre_webhook_url", webhooks.preUrl())
                .put("post_webhook_url", webhooks.postUrl())
                .put("method", webhooks.method())
                .put("url", scope.url("/Configuration/Webhooks"));
        json.set("filters", ResourceJson.strings(webhooks.filters()));
        if (scope.named()) {
            json.put("chat_service_sid", scope.serviceSid());
        } else {
            json.put("target", webhooks.target());
        }
        return json;
    }

    private static @Nullable String text(@Nullable Duration duration) {
        return duration == null ? null : duration.toString();
    }
}
