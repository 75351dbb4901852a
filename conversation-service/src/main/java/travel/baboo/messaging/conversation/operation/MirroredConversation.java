package travel.baboo.messaging.conversation.operation;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.operation.ComparisonView.MessageSide;
import travel.baboo.messaging.conversation.operation.ComparisonView.ParticipantSide;

/**
 * A conversation as the mirror has it.
 *
 * @param participants by SID
 * @param messages the newest, by SID
 */
record MirroredConversation(
        @Nullable String friendlyName,
        @Nullable String uniqueName,
        String state,
        String attributes,
        Map<String, ParticipantSide> participants,
        Map<String, IndexedMessage> messages) {

    record IndexedMessage(long index, MessageSide side) {}
}
