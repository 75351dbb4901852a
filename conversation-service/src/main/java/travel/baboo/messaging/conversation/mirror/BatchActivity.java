package travel.baboo.messaging.conversation.mirror;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.database.DeliveryStatus;
import travel.baboo.messaging.conversation.database.Times;

/**
 * The conversations of a batch of events, in lock order, and the latest message of each. A conversation's row is written once, regardless
 * of the number of its events. All events except delivery receipts request a review of their conversation; receipts only if the delivery
 * failed.
 */
final class BatchActivity {

    /**
     * The latest message of a conversation in the batch.
     *
     * @param index highest message index; null without one
     * @param at creation time of the latest message; null without messages
     * @param more whether there are events that request a review
     */
    private record Reach(@Nullable Long index, @Nullable Instant at, boolean more) {

        static final Reach NOWHERE = new Reach(null, null, false);

        Reach and(boolean another) {
            return new Reach(index, at, more || another);
        }

        Reach to(@Nullable Long message, Instant made) {
            Long furthest = index == null || (message != null && message > index) ? message : index;
            return new Reach(furthest, at == null || at.isBefore(made) ? made : at, more);
        }
    }

    private final SortedMap<String, Reach> conversations = new TreeMap<>();

    static BatchActivity of(List<TwilioEvent> events) {
        BatchActivity activity = new BatchActivity();
        events.forEach(activity::add);
        return activity;
    }

    private void add(TwilioEvent event) {
        String conversation = event.conversationSid();
        if (conversation == null) {
            return;
        }
        Reach reach = conversations.getOrDefault(conversation, Reach.NOWHERE).and(requestsReview(event));
        conversations.put(
                conversation, isMessage(event) ? reach.to(event.messageIndex(), EventValues.createdAt(event)) : reach);
    }

    private static boolean requestsReview(TwilioEvent event) {
        return !event.eventType().equals(EventType.DELIVERY_UPDATED.twilioName())
                || DeliveryStatus.find(EventValues.text(event, "Status"))
                        .filter(DeliveryStatus::isFailure)
                        .isPresent();
    }

    private static boolean isMessage(TwilioEvent event) {
        Optional<EventType> type = EventType.find(event.eventType());
        return type.isPresent()
                && switch (type.get()) {
                    case MESSAGE_ADDED, MESSAGE_UPDATED, MESSAGE_REMOVED -> true;
                    default -> false;
                };
    }

    String[] sids() {
        return conversations.keySet().toArray(String[]::new);
    }

    /** The last message's place in each, null where there is none. */
    Long[] indexes() {
        return conversations.values().stream().map(Reach::index).toArray(Long[]::new);
    }

    /** When the latest message of each was made, null where there is none. */
    OffsetDateTime[] times() {
        return conversations.values().stream()
                .map(reach -> Times.toDatabaseOrNull(reach.at()))
                .toArray(OffsetDateTime[]::new);
    }

    /** The conversations to review. */
    String[] toReview() {
        return conversations.entrySet().stream()
                .filter(one -> one.getValue().more())
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }
}
