package travel.baboo.messaging.conversation.twilio;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;
import travel.baboo.messaging.common.twilio.TwilioHttpClient;

/** Changes existing messages and read horizons. Each change fires its webhook. */
@Singleton
public class MessagesClient {

    private final TwilioRestClient client;
    private final ServiceLocator service;
    private final ConversationsClient calls;

    MessagesClient(TwilioRestClient client, ServiceLocator service, ConversationsClient calls) {
        this.client = client;
        this.service = service;
        this.calls = calls;
    }

    /** The message's current state at Twilio. */
    public Uni<Message> get(String conversationSid, String messageSid) {
        return calls.blocking(() -> Message.fetcher(service.sid().value(), conversationSid, messageSid)
                .fetch(client));
    }

    /**
     * Edits a message.
     *
     * @param body null leaves it unchanged
     * @param deadline the latest time to start the call
     */
    public Uni<Message> edit(
            String conversationSid, String messageSid, @Nullable String body, String attributes, Deadline deadline) {
        return calls.blocking(() -> {
            deadline.requireAhead();
            var updater = Message.updater(service.sid().value(), conversationSid, messageSid)
                    .setAttributes(attributes)
                    .setXTwilioWebhookEnabled(Message.WebhookEnabledType.TRUE);
            if (body != null) {
                updater.setBody(TwilioHttpClient.literal(body));
            }
            return updater.update(client);
        });
    }

    /** Removes a message; succeeds if it is already gone. */
    public Uni<Void> remove(String conversationSid, String messageSid) {
        return calls.blocking(() -> Message.deleter(service.sid().value(), conversationSid, messageSid)
                        .setXTwilioWebhookEnabled(Message.WebhookEnabledType.TRUE)
                        .delete(client))
                .replaceWithVoid()
                .onFailure(MessagesClient::isGone)
                .recoverWithNull();
    }

    /** Moves a participant's read horizon. */
    public Uni<Participant> read(String conversationSid, String participantSid, int index) {
        return calls.blocking(() -> Participant.updater(service.sid().value(), conversationSid, participantSid)
                .setLastReadMessageIndex(index)
                .setXTwilioWebhookEnabled(Participant.WebhookEnabledType.TRUE)
                .update(client));
    }

    private static boolean isGone(Throwable failure) {
        return TwilioException.is(failure, TwilioErrorKind.NOT_FOUND);
    }
}
