package travel.baboo.messaging.sandbox.twilio.events;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.fault.Fault;

/**
 * A fault of a delivery by Event Streams.
 *
 * @param eventType regular expression that the whole type must match; any when absent
 * @param delay how much later a delayed event is, how long a reordered one waits at most for a successor (1 s unless said), or how
 *     long the sink is unreachable (1 min unless said)
 */
public record StreamFault(
        Kind kind,
        @Nullable String eventType,
        @Nullable Duration delay,
        @Nullable Integer times,
        @Nullable Double probability)
        implements Fault {

    /** What happens to the event. */
    public enum Kind {
        /** Never sent (Twilio's error 91303). */
        DROP,
        /** Sent twice with one id. */
        DUPLICATE,
        /** Sent late; others overtake it. */
        DELAY,
        /** Sent right after its successor. */
        REORDER,
        /** From this event on, no attempt reaches its sink for a time; all are retried. */
        CUT
    }

    public StreamFault {
        if (kind == null) {
            throw new IllegalArgumentException("kind is one of drop, duplicate, delay, reorder, cut");
        }
        if (eventType != null) {
            Pattern.compile(eventType);
        }
    }

    boolean matches(String type) {
        return eventType == null || Pattern.matches(eventType, type);
    }

    Duration delayOrDefault() {
        return delay != null ? delay : kind == Kind.CUT ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    }
}
