package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery to be made.
 *
 * @param lane the conversation, or what else keeps the order
 * @param type the event's CloudEvents type
 * @param event the event as JSON
 * @param payload what is to be sent, when it is known already
 * @param hops how often the message has gone from scenario to scenario
 * @param expiresAt from then on it is of no use
 * @param refusal why it fails before it is tried; null when it is to be made
 * @param order its message's place in the conversation; null for what is no message
 * @param traceparent the trace that it belongs to; null when there is none
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
        @Nullable String traceparent) {

    /**
     * A message's place in its conversation.
     *
     * @param gap whether messages before it have not come yet
     * @param late whether messages after it have come before it
     */
    public record Order(long index, boolean gap, boolean late) {}

    boolean isLate() {
        return order != null && order.late();
    }
}
