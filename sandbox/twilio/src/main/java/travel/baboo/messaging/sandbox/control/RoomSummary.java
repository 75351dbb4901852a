package travel.baboo.messaging.sandbox.control;

import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.conversations.Conversation;
import travel.baboo.messaging.sandbox.twilio.conversations.Message;
import travel.baboo.messaging.sandbox.twilio.conversations.Participant;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;

/** A conversation for a list: how many messages it has, and the last one. */
record RoomSummary(
        String sid,
        Conversation conversation,
        List<Participant> participants,
        int messageCount,
        @Nullable Message lastMessage) {

    static RoomSummary of(Room room) {
        List<Message> messages = room.messages();
        return new RoomSummary(
                room.sid(),
                room.conversation(),
                room.participants(),
                messages.size(),
                messages.isEmpty() ? null : messages.get(messages.size() - 1));
    }
}
