package travel.baboo.messaging.conversation.chatbot;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.twilio.WebhooksClient;
import travel.baboo.messaging.conversation.twilio.WebhooksClient.Attached;

/** Attaches the bot's webhook to a conversation once, or removes it. */
@Singleton
class Chatbot {

    private final ChatbotConfig config;
    private final ChatbotRepository repository;
    private final WebhooksClient webhooks;

    Chatbot(ChatbotConfig config, ChatbotRepository repository, WebhooksClient webhooks) {
        this.config = config;
        this.repository = repository;
        this.webhooks = webhooks;
    }

    boolean isConfigured() {
        return config.flowSid().isPresent() || config.url().isPresent();
    }

    /** Synchronizes Twilio with the decision, unless another instance is doing so. */
    Uni<Void> settle(String conversationSid) {
        return repository
                .claim(conversationSid)
                .chain(task -> task.isEmpty() ? Uni.createFrom().voidItem() : settle(task.get()));
    }

    private Uni<Void> settle(ChatbotRecord task) {
        String sid = task.conversationSid;
        return webhooks.attached(sid)
                .map(attached -> attached.stream().filter(this::isOurs).toList())
                .chain(ours -> task.handler() == Handler.BOT ? attach(task, ours) : detach(sid, ours))
                .onFailure(Chatbot::isOver)
                .recoverWithNull()
                .chain(() -> repository.settled(task))
                .onFailure()
                .call(() -> repository.release(task));
    }

    /** A bot that is there from the start sees all messages; a later one sees new messages only. */
    private Uni<Void> attach(ChatbotRecord task, List<Attached> ours) {
        if (!ours.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Integer replayAfter = task.isFirst() ? 0 : null;
        return config.flowSid().isPresent()
                ? webhooks.attachFlow(task.conversationSid, config.flowSid().get(), replayAfter)
                : webhooks.attachUrl(task.conversationSid, config.url().orElseThrow(), replayAfter);
    }

    private Uni<Void> detach(String conversationSid, List<Attached> ours) {
        return InTurn.each(ours, webhook -> webhooks.detach(conversationSid, webhook.sid()));
    }

    private boolean isOurs(Attached webhook) {
        Map<String, String> configuration = webhook.configuration();
        return config.flowSid()
                        .filter(flow -> flow.equals(configuration.get("flow_sid")))
                        .isPresent()
                || config.url()
                        .filter(url -> url.equals(configuration.get("url")))
                        .isPresent();
    }

    /** A closed or deleted conversation accepts no bot and needs none. */
    private static boolean isOver(Throwable failure) {
        return TwilioException.is(failure, TwilioErrorKind.CONVERSATION_CLOSED, TwilioErrorKind.NOT_FOUND);
    }
}
