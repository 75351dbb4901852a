package travel.baboo.messaging.sandbox.twilio.messaging;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.PhoneAddress;

/**
 * An SMS or WhatsApp message between a phone and one of the account's numbers, in either direction.
 *
 * @param status Twilio's word for how far it got
 * @param conversationSid the conversation that sent or took it, if one did
 * @param statusCallback where Programmable Messaging reports its status
 */
public record TextMessage(
        String sid,
        Direction direction,
        @Nullable String from,
        String to,
        String body,
        List<Media> media,
        List<String> mediaUrls,
        @Nullable String contentSid,
        @Nullable String messagingServiceSid,
        @Nullable String conversationSid,
        @Nullable String statusCallback,
        String status,
        @Nullable Integer errorCode,
        Instant created,
        Instant updated,
        @Nullable Instant sent) {

    /** The direction, in Twilio's terms. */
    public enum Direction {
        INBOUND("inbound"),
        OUTBOUND_API("outbound-api"),
        OUTBOUND_REPLY("outbound-reply");

        private final String word;

        Direction(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public TextMessage {
        media = List.copyOf(media);
        mediaUrls = List.copyOf(mediaUrls);
    }

    /** The number of the phone at the other end. */
    public String phone() {
        return PhoneAddress.number(direction == Direction.INBOUND ? String.valueOf(from) : to);
    }

    TextMessage withStatus(String next, @Nullable Integer error, String sender, Instant now) {
        Instant sentAt = sent == null && !next.equals("queued") ? now : sent;
        return new TextMessage(
                sid,
                direction,
                sender,
                to,
                body,
                media,
                mediaUrls,
                contentSid,
                messagingServiceSid,
                conversationSid,
                statusCallback,
                next,
                error,
                created,
                now,
                sentAt);
    }
}
