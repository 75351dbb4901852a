package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.webhook.PreAnswer;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookEvent;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookEvent.Fields;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookTarget;
import travel.baboo.messaging.sandbox.twilio.webhook.Webhooks;

/** Decides which webhooks an action fires: by actor, by the service's or else the account's filters, and per conversation. */
public final class Events {

    private final String accountSid;
    private final Services services;
    private final Webhooks webhooks;
    private final boolean retries;
    private Listener listener = (type, fields, firesWebhooks) -> {};

    /** @param retries whether the retry counts of Chat v2 reach webhooks of Conversations: not documented */
    public Events(String accountSid, Services services, Webhooks webhooks, boolean retries) {
        this.retries = retries;
        this.accountSid = accountSid;
        this.services = services;
        this.webhooks = webhooks;
    }

    /** Receives every event, whether or not it fires a webhook. */
    @FunctionalInterface
    public interface Listener {

        void happened(String type, Form fields, boolean firesWebhooks);
    }

    /** Registers the listener. */
    public void listen(Listener listener) {
        this.listener = listener;
    }

    /**
     * Calls the pre-event webhook, if one is configured.
     *
     * @return what to change; fails with 50050 when the receiver rejects
     */
    Future<PreAnswer> before(String type, Actor actor, String serviceSid, Fields fields) {
        WebhookConfiguration configuration = configuration(serviceSid);
        if (!actor.firesWebhooks()
                || configuration.preUrl() == null
                || !configuration.filters().contains(type)) {
            return Future.succeededFuture(PreAnswer.unchanged());
        }
        WebhookEvent event = event(type, actor, serviceSid, fields);
        WebhookTarget target = new WebhookTarget(
                scope(serviceSid),
                configuration.preUrl(),
                configuration.method(),
                retries(serviceSid).pre());
        return webhooks.sendPreEvent(event, target)
                .compose(answer -> answer.rejected()
                        ? Future.failedFuture(
                                new TwilioException(403, 50050, "Webhook cancelled processing of command"))
                        : Future.succeededFuture(answer));
    }

    /** Sends the event to all configured webhooks, including the conversation's own. */
    void after(String type, Actor actor, Room room, Fields fields) {
        String serviceSid = room.conversation().serviceSid();
        after(type, actor, serviceSid, fields);
        if (!actor.firesWebhooks()) {
            return;
        }
        WebhookEvent event = event(type, actor, serviceSid, fields);
        room.webhooks().stream()
                .filter(webhook -> webhook.wants(type, event.fields().find("Body")))
                .forEach(webhook -> send(event, webhook));
    }

    void after(String type, Actor actor, String serviceSid, Fields fields) {
        WebhookConfiguration configuration = configuration(serviceSid);
        listener.happened(type, fields.toForm(), actor.firesWebhooks());
        if (actor.firesWebhooks()
                && configuration.postUrl() != null
                && configuration.filters().contains(type)) {
            webhooks.sendPostEvent(
                    event(type, actor, serviceSid, fields),
                    new WebhookTarget(
                            scope(serviceSid),
                            configuration.postUrl(),
                            configuration.method(),
                            retries(serviceSid).post()));
        }
    }

    /** Reports a message to a conversation webhook that was added after it. */
    void replay(ScopedWebhook webhook, Room room, Message message) {
        Actor actor = new Actor(null, null, true);
        Fields fields = EventFields.message(room.conversation(), message);
        if (webhook.wants("onMessageAdded", message.body())) {
            send(event("onMessageAdded", actor, room.conversation().serviceSid(), fields), webhook);
        }
    }

    private void send(WebhookEvent event, ScopedWebhook webhook) {
        if (webhook.url() == null) {
            webhooks.recordStudioFlow(event, webhook.sid(), Objects.requireNonNullElse(webhook.flowSid(), ""));
        } else {
            webhooks.sendPostEvent(event, new WebhookTarget(webhook.sid(), webhook.url(), webhook.method()));
        }
    }

    private WebhookEvent event(String type, Actor actor, String serviceSid, Fields fields) {
        Fields all = fields.put("AccountSid", accountSid)
                .put("EventType", type)
                .put("Source", actor.source())
                .put("ClientIdentity", actor.clientIdentity())
                .put("RetryCount", 0);
        String conversation = all.toForm().find("ConversationSid");
        return new WebhookEvent(type, conversation == null ? serviceSid : conversation, all.toForm());
    }

    private WebhookConfiguration configuration(String serviceSid) {
        @Nullable ChatService service = services.find(serviceSid);
        return service == null ? services.webhooks() : services.webhooksOf(service);
    }

    private ChatService.Retries retries(String serviceSid) {
        @Nullable ChatService service = services.find(serviceSid);
        return service == null || !retries ? ChatService.Retries.NONE : service.retries();
    }

    private String scope(String serviceSid) {
        ChatService service = services.find(serviceSid);
        return service != null && service.webhooks().isConfigured() ? "service" : "account";
    }
}
