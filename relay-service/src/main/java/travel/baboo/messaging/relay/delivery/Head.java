package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first open delivery of a lane: the one whose turn it is.
 *
 * @param attempts how many there have been
 * @param payload what they sent; null before the first
 */
record Head(
        UUID id,
        String eventId,
        String event,
        @Nullable String payload,
        int attempts,
        Instant createdAt,
        Instant occurredAt,
        Instant expiresAt) {}
