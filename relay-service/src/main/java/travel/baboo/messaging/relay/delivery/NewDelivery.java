package travel.baboo.messaging.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery to insert.
 *
 * @param lane the conversation, or another key that needs an order
 * @param type the event's CloudEvents type
 * @param event the event as JSON
 * @param payload what to send, if already known
 * @param hops how many times the message has passed from scenario to scenario
 * @param expiresAt the end of its TTL
 * @param refusal why it fails without an attempt; null if it is to be attempted
 * @param order its message's position in the conversation; null for other events
 * @param traceparent its trace; null if there is none
 * @param hold how long it waits for the event's webhook; zero if this is the webhook, or none is awaited
 */
public record NewDelivery(
        String destination,
        String lane,
        String eventId,
        String eventType,
        String type,
        String event,
        @Nullable String payload,
        int hops,
        Instant occurredAt,
        Instant expiresAt,
        @Nullable String refusal,
        @Nullable Order order,
        @Nullable String traceparent,
        Duration hold) {

    /**
     * A message's position in its conversation.
     *
     * @param gap whether an earlier message is awaited
     * @param late whether later messages arrived before it
     */
    public record Order(long index, boolean gap, boolean late) {}

    boolean isLate() {
        return order != null && order.late();
    }
}
