package travel.baboo.messaging.conversation.attention.clock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message, without its text.
 *
 * @param identity the author at Twilio; null if unknown
 * @param at when the message was created
 */
public record Line(long index, Author author, @Nullable String identity, Instant at) {}
