package travel.baboo.messaging.conversation.twilio;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.Set;
import travel.baboo.messaging.common.event.EventType;

/**
 * Applies Twilio's responses to our changes to the mirror, as the change's event will: callers read their own writes.
 * The later event changes nothing; if it does not come, the reconciler publishes it.
 *
 * <p>Never fails: the change at Twilio stands, whether or not the mirror could be updated.
 */
public interface TwilioAnswers {

    /**
     * A conversation was created or changed.
     *
     * @param events those that Twilio reports it with
     */
    Uni<Void> conversation(Conversation conversation, Set<EventType> events);

    /**
     * A participant was added, or has read.
     *
     * @param event the one that Twilio reports it with
     */
    Uni<Void> participant(Participant participant, EventType event);

    /** A participant was removed. */
    Uni<Void> participantRemoved(String conversationSid, String participantSid);

    /** A message was sent. */
    Uni<Void> messageAdded(Message message);

    /** A message was edited. */
    Uni<Void> messageChanged(Message message);

    /**
     * A message was removed.
     *
     * @param index its index in the conversation
     */
    Uni<Void> messageRemoved(String conversationSid, String messageSid, long index, Instant createdAt);
}
