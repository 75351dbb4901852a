package travel.baboo.messaging.sandbox.control;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
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

    /** The same with these messages and their receipts only. */
    RoomView with(List<Message> some) {
        Set<String> sids = some.stream().map(Message::sid).collect(Collectors.toSet());
        return new RoomView(
                sid,
                conversation,
                participants,
                some,
                receipts.stream()
                        .filter(receipt -> sids.contains(receipt.messageSid()))
                        .toList());
    }
}
