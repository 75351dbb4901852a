package travel.baboo.messaging.sandbox.twilio.webhook;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.fault.Fault;

/**
 * A fault of webhook delivery.
 *
 * @param eventType regular expression that the whole event type must match; any when absent
 * @param delay how late a delayed event is, or how long a reordered one waits at most for a successor; 1 s unless said
 */
public record WebhookFault(
        Kind kind,
        @Nullable String eventType,
        @Nullable Duration delay,
        @Nullable Integer times,
        @Nullable Double probability)
        implements Fault {

    /** What happens to the event. */
    public enum Kind {
        /** Never sent. */
        DROP,
        /** Sent twice, the same both times. */
        DUPLICATE,
        /** Sent late; others overtake it. */
        DELAY,
        /** Sent right after its successor of the same conversation. */
        REORDER
    }

    public WebhookFault {
        if (kind == null) {
            throw new IllegalArgumentException("kind is one of drop, duplicate, delay, reorder");
        }
        if (eventType != null) {
            Pattern.compile(eventType);
        }
    }

    boolean matches(WebhookEvent event) {
        return eventType == null || Pattern.matches(eventType, event.type());
    }

    Duration delayOrDefault() {
        return delay == null ? Duration.ofSeconds(1) : delay;
    }
}
