package travel.baboo.messaging.conversation.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.participant.ParticipantView;

/**
 * A conversation as people see it.
 *
 * @param attributes Twilio's, a JSON object in a string
 * @param lastActivityAt of its latest message, or of its beginning
 * @param unread messages behind the caller's read horizon, not counting the caller's own; null for those who are no member
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationView(
        String sid,
        @Nullable String friendlyName,
        @Nullable String inquiryId,
        String state,
        String attributes,
        Instant lastActivityAt,
        @Nullable Instant createdAt,
        @Nullable LastMessage lastMessage,
        @Nullable Long unread,
        List<ParticipantView> participants) {

    public ConversationView {
        participants = List.copyOf(participants);
    }

    /** The latest message that was not removed. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LastMessage(
            String sid, long index, @Nullable String author, String from, @Nullable String body, Instant createdAt) {}
}
