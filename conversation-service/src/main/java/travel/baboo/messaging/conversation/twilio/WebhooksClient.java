package travel.baboo.messaging.conversation.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.service.conversation.Webhook;
import com.twilio.rest.conversations.v1.service.conversation.WebhookCreator;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;

/** A conversation's scoped webhooks, through which bots receive its messages. Twilio allows five. */
@Singleton
public class WebhooksClient {

    private static final String MESSAGE_ADDED = "onMessageAdded";

    private final TwilioRestClient client;
    private final ServiceLocator service;
    private final ConversationsClient calls;

    WebhooksClient(TwilioRestClient client, ServiceLocator service, ConversationsClient calls) {
        this.client = client;
        this.service = service;
        this.calls = calls;
    }

    /**
     * An existing webhook.
     *
     * @param configuration its texts, including {@code url} or {@code flow_sid}
     */
    public record Attached(String sid, Map<String, String> configuration) {
        public Attached {
            configuration = Map.copyOf(configuration);
        }
    }

    public Uni<List<Attached>> attached(String conversationSid) {
        return calls.blocking(() -> {
            List<Attached> found = new ArrayList<>();
            for (Webhook webhook :
                    Webhook.reader(service.sid().value(), conversationSid).read(client)) {
                found.add(new Attached(webhook.getSid(), texts(webhook.getConfiguration())));
            }
            return found;
        });
    }

    /**
     * Attaches a Studio flow.
     *
     * @param replayAfter the index of the earliest message to replay; null for none
     */
    public Uni<Void> attachFlow(String conversationSid, String flowSid, @Nullable Integer replayAfter) {
        return attach(
                () -> Webhook.creator(service.sid().value(), conversationSid, Webhook.Target.STUDIO)
                        .setConfigurationFlowSid(flowSid),
                replayAfter);
    }

    /** Attaches a bot at a URL; see {@link #attachFlow}. */
    public Uni<Void> attachUrl(String conversationSid, String url, @Nullable Integer replayAfter) {
        return attach(
                () -> Webhook.creator(service.sid().value(), conversationSid, Webhook.Target.WEBHOOK)
                        .setConfigurationUrl(url)
                        .setConfigurationMethod(Webhook.Method.POST),
                replayAfter);
    }

    private Uni<Void> attach(Supplier<WebhookCreator> webhook, @Nullable Integer replayAfter) {
        return calls.blocking(() -> {
                    WebhookCreator creator = webhook.get();
                    creator.setConfigurationFilters(List.of(MESSAGE_ADDED));
                    if (replayAfter != null) {
                        creator.setConfigurationReplayAfter(replayAfter);
                    }
                    return creator.create(client);
                })
                .replaceWithVoid();
    }

    /** Removes a webhook if it exists. */
    public Uni<Void> detach(String conversationSid, String webhookSid) {
        return calls.blocking(() -> Webhook.deleter(service.sid().value(), conversationSid, webhookSid)
                        .delete(client))
                .onFailure(failure -> TwilioException.is(failure, TwilioErrorKind.NOT_FOUND))
                .recoverWithItem(false)
                .replaceWithVoid();
    }

    private static Map<String, String> texts(@Nullable Object configuration) {
        Map<String, String> texts = new HashMap<>();
        if (configuration instanceof Map<?, ?> values) {
            values.forEach((name, value) -> {
                if (value instanceof String text) {
                    texts.put(String.valueOf(name), text);
                }
            });
        }
        return texts;
    }
}
