package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation without its contents.
 *
 * @param createdBy the identity that made it through an SDK, {@code system} over REST
 * @param inactiveTimer how long it may be quiet before it turns inactive
 * @param closedTimer how long it may be inactive before it is closed
 */
public record Conversation(
        String sid,
        String serviceSid,
        @Nullable String messagingServiceSid,
        @Nullable String friendlyName,
        @Nullable String uniqueName,
        String attributes,
        ConversationState state,
        @Nullable Duration inactiveTimer,
        @Nullable Duration closedTimer,
        String createdBy,
        Instant created,
        Instant updated,
        Instant stateUpdated) {

    boolean isClosed() {
        return state == ConversationState.CLOSED;
    }

    Conversation with(ConversationDraft draft, Instant now) {
        return new Conversation(
                sid,
                serviceSid,
                draft.messagingServiceSid(),
                draft.friendlyName(),
                draft.uniqueName(),
                draft.attributes(),
                state,
                draft.inactiveTimer(),
                draft.closedTimer(),
                createdBy,
                draft.created() == null ? created : draft.created(),
                draft.updated() == null ? now : draft.updated(),
                stateUpdated);
    }

    Conversation withState(ConversationState next, Instant now) {
        return new Conversation(
                sid,
                serviceSid,
                messagingServiceSid,
                friendlyName,
                uniqueName,
                attributes,
                next,
                inactiveTimer,
                closedTimer,
                createdBy,
                created,
                now,
                now);
    }
}
