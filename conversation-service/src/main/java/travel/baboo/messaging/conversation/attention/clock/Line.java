package travel.baboo.messaging.conversation.attention.clock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message, without its text.
 *
 * @param identity the author as Twilio knows it; null if unknown
 */
public record Line(long index, Author author, @Nullable String identity, Instant at) {}
