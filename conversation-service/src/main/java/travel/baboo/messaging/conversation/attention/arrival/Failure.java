package travel.baboo.messaging.conversation.attention.arrival;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.Author;

/**
 * A message with a delivery receipt {@code failed} or {@code undelivered}.
 *
 * @param identity the author at Twilio; null if unknown
 * @param at when the message was created
 * @param errorCode Twilio's error code in the receipt; null without one
 * @param settled whether an earlier review has decided about it
 */
public record Failure(
        String messageSid,
        long index,
        Author author,
        @Nullable String identity,
        Instant at,
        @Nullable Integer errorCode,
        boolean settled) {}
