package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery to be made.
 *
 * @param lane the conversation, or what else keeps the order
 * @param event the event as JSON
 * @param part which part of the event's text, from 1
 * @param payload what is to be sent, when it is known already
 * @param hops how often the message has gone from scenario to scenario
 * @param expiresAt from then on it is of no use
 * @param refusal why it fails before it is tried; null when it is to be made
 * @param traceparent the trace that it goes on in; null when there is none
 */
public record NewDelivery(
        UUID id,
        String destination,
        String lane,
        String eventId,
        String eventType,
        String event,
        int part,
        int parts,
        @Nullable String payload,
        int hops,
        Instant occurredAt,
        Instant expiresAt,
        Instant createdAt,
        @Nullable String refusal,
        @Nullable String traceparent) {}
