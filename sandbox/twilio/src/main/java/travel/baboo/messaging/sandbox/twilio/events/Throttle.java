package travel.baboo.messaging.sandbox.twilio.events;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast a sink is served: without limit, until the first 429 or 5xx caps it at 100 events a second. Each further one takes off one
 * percent; after five quiet minutes the cap goes. Source: twilio.com/docs/events/faq/problems-on-delivery, a page of the beta.
 */
final class Throttle {

    private static final int CAP = 100;
    private static final Duration QUIET = Duration.ofMinutes(5);

    private @Nullable Instant last;
    private int rate = CAP + 1;

    void refused(Instant now) {
        rate = Math.max(1, rate - 1);
        last = now;
    }

    /** How long to wait after sending this number of events. */
    Duration pause(int events, Instant now) {
        if (last == null) {
            return Duration.ZERO;
        }
        if (Duration.between(last, now).compareTo(QUIET) > 0) {
            last = null;
            rate = CAP + 1;
            return Duration.ZERO;
        }
        return Duration.ofMillis(1000L * events / rate);
    }
}
