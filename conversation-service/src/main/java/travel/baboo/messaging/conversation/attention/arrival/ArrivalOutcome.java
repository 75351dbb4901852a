package travel.baboo.messaging.conversation.attention.arrival;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;

/**
 * The result of a decision about arrivals.
 *
 * @param state new state
 * @param settled SIDs of messages about which this decision decided
 * @param undelivered messages to report, in order
 * @param closing the window to report; null for none
 * @param optedOutAt the opt-out to report; null for none
 * @param reviewAt time of the next review without an event; null if none is needed
 */
public record ArrivalOutcome(
        ArrivalState state,
        List<String> settled,
        List<Failure> undelivered,
        @Nullable Closing closing,
        @Nullable Instant optedOutAt,
        @Nullable Instant reviewAt) {

    public ArrivalOutcome {
        settled = List.copyOf(settled);
        undelivered = List.copyOf(undelivered);
    }

    /** A WhatsApp window that is about to close while the traveler waits for an answer. */
    public record Closing(Instant lastInboundAt, Instant closesAt, ResponseClock.Wait waiting) {}
}
