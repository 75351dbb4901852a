package travel.baboo.messaging.conversation.attention.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a clock decision.
 *
 * @param clock new state of the clock
 * @param alarms events to publish, in order
 * @param ended waits that ended, in order
 * @param reviewAt time of the next review without an event; null if none is needed
 */
public record ClockOutcome(ResponseClock clock, List<Alarm> alarms, List<Ended> ended, @Nullable Instant reviewAt) {

    public ClockOutcome {
        alarms = List.copyOf(alarms);
        ended = List.copyOf(ended);
    }

    /** Kind of event about a wait. */
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

        /** The value in events and reports. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A wait that ended.
     *
     * @param expert identity of the expert who answered; null if the team, a bot or nobody answered
     * @param worked duration in working time
     * @param allowed target in working time
     */
    public record Ended(
            ResponseClock.Wait waiting,
            End end,
            Instant at,
            @Nullable String expert,
            Duration worked,
            Duration allowed) {

        /** Whether the wait ended within its target. */
        public boolean met() {
            return !at.isAfter(waiting.dueAt());
        }
    }
}
