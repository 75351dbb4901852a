package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.messaging.Carrier;
import travel.baboo.messaging.sandbox.twilio.messaging.OutboundText;
import travel.baboo.messaging.sandbox.twilio.messaging.TextMessage;

/** Sends a conversation's messages to the phones in it, all but the author's own, and keeps the receipts. */
public final class Deliveries {

    private final Clock clock;
    private final Rooms rooms;
    private final Carrier carrier;
    private final Events events;

    public Deliveries(Clock clock, Rooms rooms, Carrier carrier, Events events) {
        this.clock = clock;
        this.rooms = rooms;
        this.carrier = carrier;
        this.events = events;
    }

    void send(Room room, Message message, @Nullable String templateText) {
        String text = templateText != null ? templateText : Objects.requireNonNullElse(message.body(), "");
        for (Participant participant : room.participants()) {
            Binding binding = participant.binding();
            if (binding != null && !participant.isAuthor(message.author())) {
                OutboundText outbound = new OutboundText(
                        binding.proxyAddress(),
                        binding.address(),
                        text,
                        message.media(),
                        List.of(),
                        message.contentSid(),
                        room.conversation().messagingServiceSid(),
                        room.sid(),
                        null);
                String receiptSid = Sid.create("DY");
                Instant created = clock.instant();
                carrier.send(
                        outbound, progress -> note(room, message, participant.sid(), receiptSid, created, progress));
            }
        }
    }

    private void note(
            Room room, Message message, String participantSid, String sid, Instant created, TextMessage text) {
        boolean stillThere = room.findMessage(message.sid()) != null && rooms.find(room.sid()) == room;
        if (text.status().equals("queued") || !stillThere) {
            return;
        }
        Receipt receipt = new Receipt(
                sid,
                message.sid(),
                participantSid,
                text.sid(),
                text.status(),
                text.errorCode(),
                created,
                clock.instant());
        room.save(receipt);
        rooms.changed(room);
        events.after("onDeliveryUpdated", Actor.CARRIER, room, EventFields.delivery(room.conversation(), receipt));
    }
}
