package travel.baboo.messaging.sandbox.control;

import java.util.List;
import travel.baboo.messaging.sandbox.twilio.conversations.Conversation;
import travel.baboo.messaging.sandbox.twilio.conversations.Message;
import travel.baboo.messaging.sandbox.twilio.conversations.Participant;
import travel.baboo.messaging.sandbox.twilio.conversations.Receipt;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;

/** A conversation with everything in it, for people and tests. */
record RoomView(
        String sid,
        Conversation conversation,
        List<Participant> participants,
        List<Message> messages,
        List<Receipt> receipts) {

    static RoomView of(Room room) {
        return new RoomView(room.sid(), room.conversation(), room.participants(), room.messages(), room.receipts());
    }
}
