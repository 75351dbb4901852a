package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import java.util.UUID;

/**
 * A delivery to be made.
 *
 * @param lane the conversation, or what else keeps the order
 * @param event the event as JSON
 * @param expiresAt from then on it is of no use
 */
public record NewDelivery(
        UUID id,
        String destination,
        String lane,
        String eventId,
        String eventType,
        String event,
        Instant occurredAt,
        Instant expiresAt,
        Instant createdAt) {}
