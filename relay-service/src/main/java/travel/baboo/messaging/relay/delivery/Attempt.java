package travel.baboo.messaging.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import travel.baboo.messaging.relay.destination.Outcome;

/**
 * One attempt and its result.
 *
 * @param number from 1
 */
record Attempt(int number, Instant startedAt, Instant finishedAt, Outcome outcome) {

    Attempt with(Outcome other) {
        return new Attempt(number, startedAt, finishedAt, other);
    }

    Duration duration() {
        return Duration.between(startedAt, finishedAt);
    }
}
