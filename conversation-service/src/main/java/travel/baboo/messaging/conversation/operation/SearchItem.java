package travel.baboo.messaging.conversation.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that a search found.
 *
 * @param id its SID, or the inquiry's id
 * @param conversationSid the conversation that it is or belongs to; null for an inquiry without one
 * @param title the conversation's name; null if it has none
 * @param detail a conversation's state, a message's index, a participant's channel, or whether an inquiry is done
 * @param at the latest activity, or when it was created
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchItem(
        @Schema(enumeration = {"conversation", "message", "inquiry", "participant"}) String kind,
        @Schema(examples = "IM0123456789abcdef0123456789abcdef") String id,
        @Nullable String conversationSid,
        @Nullable String title,
        String detail,
        @Nullable Instant at) {}
