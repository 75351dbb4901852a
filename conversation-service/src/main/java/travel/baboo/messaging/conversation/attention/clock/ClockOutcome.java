package travel.baboo.messaging.conversation.attention.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a look at a clock came to.
 *
 * @param alarms what to publish, in order
 * @param ended the waits that ended, in order
 * @param lookAgainAt when time alone changes something; null if it does not
 */
public record ClockOutcome(ResponseClock clock, List<Alarm> alarms, List<Ended> ended, @Nullable Instant lookAgainAt) {

    public ClockOutcome {
        alarms = List.copyOf(alarms);
        ended = List.copyOf(ended);
    }

    /** What is published of a wait. */
    public enum Kind {
        AT_RISK,
        OVERDUE,
        CLEARED
    }

    /** An event about a wait. */
    public record Alarm(Kind kind, ResponseClock.Wait waiting) {}

    /** Why a wait ended. */
    public enum End {
        ANSWERED,
        NOT_NEEDED,
        HANDOVER,
        CLOSED;

        /** As in events and reports. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A wait that ended.
     *
     * @param expert the expert who answered; null if it was somebody else, or nobody
     * @param worked how long it was, in working time
     * @param allowed its target, in working time
     */
    public record Ended(
            ResponseClock.Wait waiting,
            End end,
            Instant at,
            @Nullable String expert,
            Duration worked,
            Duration allowed) {

        /** Whether the traveler had the answer in time. */
        public boolean met() {
            return !at.isAfter(waiting.dueAt());
        }
    }
}
