package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.messaging.Media;

/**
 * A message of a conversation.
 *
 * @param index its place in the conversation, never used again
 * @param participantSid the author's, null when the author is no participant
 */
public record Message(
        String sid,
        int index,
        String author,
        @Nullable String participantSid,
        @Nullable String body,
        List<Media> media,
        String attributes,
        @Nullable String contentSid,
        @Nullable String subject,
        Instant created,
        Instant updated) {

    public Message {
        media = List.copyOf(media);
    }
}
