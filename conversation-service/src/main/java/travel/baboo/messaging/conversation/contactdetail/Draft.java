package travel.baboo.messaging.conversation.contactdetail;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text that is about to be published.
 *
 * @param id id of the record if something is hidden
 * @param author the author at Twilio
 * @param body null without a text
 */
public record Draft(
        UUID id, String conversationSid, @Nullable String author, Direction direction, @Nullable String body) {}
