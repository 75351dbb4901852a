package travel.baboo.messaging.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import travel.baboo.messaging.relay.destination.Outcome;

/** One try, and how it ended. */
record Attempt(Instant startedAt, Instant finishedAt, Outcome outcome) {

    Duration duration() {
        return Duration.between(startedAt, finishedAt);
    }
}
