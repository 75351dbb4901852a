package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far a message got on its way to one phone. */
public record Receipt(
        String sid,
        String messageSid,
        String participantSid,
        String channelMessageSid,
        String status,
        @Nullable Integer errorCode,
        Instant created,
        Instant updated) {

    Receipt withStatus(String next, @Nullable Integer error, Instant now) {
        return new Receipt(sid, messageSid, participantSid, channelMessageSid, next, error, created, now);
    }
}
