package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.PhoneAddress;
import travel.baboo.messaging.sandbox.twilio.messaging.Carrier;
import travel.baboo.messaging.sandbox.twilio.messaging.Media;
import travel.baboo.messaging.sandbox.twilio.messaging.TextMessage;
import travel.baboo.messaging.sandbox.twilio.messaging.TextMessage.Direction;
import travel.baboo.messaging.sandbox.twilio.messaging.TextMessages;

/** Handles a text from a phone to one of our numbers: it goes to the conversation that binds the two, if there is one. */
public final class InboundTexts {

    /**
     * Where a text went.
     *
     * @param conversationSid null when it was only recorded, because the number is used without conversations
     */
    public record Arrival(TextMessage text, @Nullable String conversationSid, @Nullable Message message) {}

    private final Rooms rooms;
    private final MessageActions messages;
    private final Carrier carrier;
    private final TextMessages texts;

    public InboundTexts(Rooms rooms, MessageActions messages, Carrier carrier, TextMessages texts) {
        this.rooms = rooms;
        this.messages = messages;
        this.carrier = carrier;
        this.texts = texts;
    }

    /** Null if no conversation binds this phone to this number; then nothing is created. */
    public Future<@Nullable Arrival> arrive(String from, String to, String body, List<Media> media) {
        Room room = rooms.findBound(from, to);
        if (room == null && !hasBeenTexted(from, to)) {
            return Future.succeededFuture(null);
        }
        if (room == null) {
            return Future.succeededFuture(new Arrival(carrier.receive(from, to, body, media, null), null, null));
        }
        TextMessage text = carrier.receive(from, to, body, media, room.sid());
        MessageDraft draft = MessageDraft.plain(from, body.isEmpty() ? null : body, media, null);
        return messages.add(room, Actor.phone(from), draft).map(message -> new Arrival(text, room.sid(), message));
    }

    private boolean hasBeenTexted(String phone, String number) {
        return texts.ofPhone(PhoneAddress.number(phone)).stream()
                .anyMatch(text -> text.direction() == Direction.OUTBOUND_API
                        && text.conversationSid() == null
                        && text.to().equals(phone)
                        && number.equals(text.from()));
    }
}
