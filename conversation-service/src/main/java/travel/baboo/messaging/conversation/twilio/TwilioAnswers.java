package travel.baboo.messaging.conversation.twilio;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/**
 * Takes what Twilio has answered to a change of ours into the mirror, as the change's event will: what a caller was told is in what the
 * caller reads next. The event that comes later finds it done.
 *
 * <p>Never fails: the change is made, whatever becomes of our copy.
 */
public interface TwilioAnswers {

    /** A conversation was made or changed. */
    Uni<Void> conversation(Conversation conversation);

    /** Somebody was let in, or has read. */
    Uni<Void> participant(Participant participant);

    /** Somebody was removed. */
    Uni<Void> participantRemoved(String conversationSid, String participantSid);

    /** A message was sent. */
    Uni<Void> messageAdded(Message message);

    /** A message was edited. */
    Uni<Void> messageChanged(Message message);

    /**
     * A message was removed.
     *
     * @param index its place in the conversation
     */
    Uni<Void> messageRemoved(String conversationSid, String messageSid, long index, Instant createdAt);
}
