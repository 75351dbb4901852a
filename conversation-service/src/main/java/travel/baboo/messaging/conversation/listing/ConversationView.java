package travel.baboo.messaging.conversation.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.participant.ParticipantView;
import travel.baboo.messaging.conversation.request.Versions;

/**
 * A conversation as people see it.
 *
 * @param attributes as they are at Twilio
 * @param lastActivityAt time of the latest message, or of the creation
 * @param unread messages after the caller's read horizon, without the caller's own, at most 1000; null for callers who
 *     are not members
 * @param waiting since when the traveler waits for an answer; null if they do not
 * @param undelivered number of messages after the traveler's last one that did not reach the traveler's phone; 50 means 50 or more; null
 *     if there are none
 * @param capabilities what can be sent now, and why not everything
 * @param version for {@code If-Match}
 * @param hit where a search matched; null without a search
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConversationView(
        @Schema(examples = "CH0123456789abcdef0123456789abcdef") String sid,
        @Schema(examples = "Traveler Ann - Expert Elena") @Nullable String friendlyName,
        @Schema(examples = "4711") @Nullable String inquiryId,
        ConversationState state,
        ObjectNode attributes,
        Instant lastActivityAt,
        @Nullable Instant createdAt,
        @Nullable LastMessage lastMessage,
        @Nullable Long unread,
        List<ParticipantView> participants,
        @Nullable Wait waiting,
        @Schema(minimum = "1", maximum = "50") @Nullable Integer undelivered,
        Capabilities capabilities,
        String version,
        @Nullable Hit hit) {

    public ConversationView {
        participants = List.copyOf(participants);
    }

    static String version(@Nullable String friendlyName, ObjectNode attributes, ConversationState state) {
        return Versions.of(friendlyName, attributes, state.text());
    }

    ConversationView with(Hit found) {
        return new ConversationView(
                sid,
                friendlyName,
                inquiryId,
                state,
                attributes,
                lastActivityAt,
                createdAt,
                lastMessage,
                unread,
                participants,
                waiting,
                undelivered,
                capabilities,
                version,
                found);
    }

    /**
     * Where a search matched.
     *
     * @param messageSid null when a name matched
     * @param index the message's index in the conversation
     * @param snippet the context as safe HTML, with matches in {@code <mark>}
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Hit(@Nullable String messageSid, @Nullable Long index, String snippet) {}

    /**
     * A traveler's wait for an answer.
     *
     * @param state {@code waiting}, {@code at-risk} or {@code overdue}
     * @param since start of the wait
     * @param dueAt when the wait becomes overdue
     */
    @RegisterForReflection
    public record Wait(
            @Schema(enumeration = {"waiting", "at-risk", "overdue"}) String state, Instant since, Instant dueAt) {}

    /** The latest message that has not been removed. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LastMessage(
            String sid, long index, @Nullable String author, String from, @Nullable String body, Instant createdAt) {}
}
