package travel.baboo.messaging.conversation.attention.arrival;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.clock.ResponseClock;

/**
 * The input of a decision about arrivals.
 *
 * @param closed whether the conversation is closed
 * @param phone the traveler's phone; null without one
 * @param inboundIndex index of the last message from a phone; null without one
 * @param failures messages that did not arrive: those without a decision first, then the latest, at most {@link #MOST_FAILURES}
 */
public record ArrivalFacts(boolean closed, @Nullable Phone phone, @Nullable Long inboundIndex, List<Failure> failures) {

    /** A review covers this many messages that did not arrive; the next review covers the rest. */
    public static final int MOST_FAILURES = 50;

    /** A closed conversation without a phone. */
    public static final ArrivalFacts NONE = new ArrivalFacts(true, null, null, List.of());

    public ArrivalFacts {
        failures = List.copyOf(failures);
    }

    /** Whether there may be more messages without a decision. */
    boolean more() {
        return failures.size() >= MOST_FAILURES && failures.stream().noneMatch(Failure::settled);
    }

    /** When the traveler last wrote, if the traveler waits for an answer by WhatsApp and can get one; else null. */
    @Nullable
    Instant waitingByWhatsApp(ResponseClock.@Nullable Wait wait) {
        return closed || wait == null || phone == null || !phone.whatsApp() || phone.optedOutAt() != null
                ? null
                : phone.lastInboundAt();
    }
}
