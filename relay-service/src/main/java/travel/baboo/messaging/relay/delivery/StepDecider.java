package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destination.UnknownFate;
import travel.baboo.messaging.relay.destination.Outcome;

/** What an attempt's outcome means for its delivery. */
@Singleton
class StepDecider {

    private static final Duration HELD_RECHECK = Duration.ofMinutes(1);

    private final DestinationStateRepository states;
    private final LaneMetrics metrics;
    private final RetryPolicy retries = new RetryPolicy(new SplittableRandom());

    StepDecider(DestinationStateRepository states, LaneMetrics metrics) {
        this.states = states;
        this.metrics = metrics;
    }

    /** The address that a text goes to. */
    @Nullable
    String address(Claim claim) {
        return claim.entry() == null || claim.entry().traveler() == null
                ? null
                : claim.entry().traveler().address();
    }

    Uni<Step> decide(Claim claim, Head head, Destination destination, String payload, Attempt attempt) {
        Outcome outcome = attempt.outcome();
        String name = destination.name();
        if (outcome.health() != Outcome.Health.UNTOUCHED) {
            metrics.tried(name, head, attempt);
        }
        return switch (outcome.verdict()) {
            case DELIVERED -> {
                metrics.delivered(name, head, attempt);
                yield done(end(claim, head, payload, attempt, DeliveryState.DELIVERED));
            }
            case FAILED -> {
                metrics.failed(name, outcome.reason());
                yield done(end(claim, head, payload, attempt, DeliveryState.FAILED));
            }
            case HOLD ->
                done(step(
                        claim,
                        head,
                        DeliveryState.HELD,
                        payload,
                        attempt,
                        attempt.finishedAt().plus(HELD_RECHECK),
                        null,
                        0));
            case UNKNOWN -> done(unknown(claim, head, destination, payload, attempt));
            case PAUSE ->
                states.pause(name, outcome.reason(), attempt.finishedAt())
                        .replaceWith(step(
                                claim, head, DeliveryState.WAITING, payload, attempt, attempt.finishedAt(), null, 0));
            case RETRY -> done(retry(claim, head, destination, payload, attempt));
        };
    }

    /** The instance that made the attempt died before it could write down the end. */
    Step interrupted(Claim claim, Head head, Destination destination, Instant since, Instant now) {
        Outcome outcome = Outcome.unanswered(Outcome.Verdict.UNKNOWN, "interrupted");
        return unknown(claim, head, destination, null, new Attempt(since, now, outcome));
    }

    private Step retry(Claim claim, Head head, Destination destination, String payload, Attempt attempt) {
        Optional<Instant> next = retries.next(
                attempt.finishedAt(),
                head.failures() + 1,
                destination.retrySchedule(),
                attempt.outcome().retryAfter());
        if (next.isPresent()) {
            return step(claim, head, DeliveryState.WAITING, payload, attempt, next.get(), null, 1);
        }
        metrics.failed(destination.name(), attempt.outcome().reason());
        return step(claim, head, DeliveryState.FAILED, payload, attempt, attempt.finishedAt(), null, 1);
    }

    private static Step unknown(
            Claim claim, Head head, Destination destination, @Nullable String payload, Attempt attempt) {
        @Nullable
        Instant decideAt = destination.unknownFate() == UnknownFate.HOLD
                ? null
                : attempt.finishedAt().plus(destination.unknownPatience());
        return step(claim, head, DeliveryState.UNKNOWN, payload, attempt, attempt.finishedAt(), decideAt, 1);
    }

    private static Step end(Claim claim, Head head, String payload, Attempt attempt, DeliveryState state) {
        return step(claim, head, state, payload, attempt, attempt.finishedAt(), null, 0);
    }

    private static Step step(
            Claim claim,
            Head head,
            DeliveryState state,
            @Nullable String payload,
            Attempt attempt,
            Instant next,
            @Nullable Instant decideAt,
            int counted) {
        Outcome outcome = attempt.outcome();
        boolean made = outcome.health() != Outcome.Health.UNTOUCHED;
        return new Step(
                claim,
                Step.Kind.CHANGE,
                state,
                attempt.finishedAt(),
                next,
                decideAt,
                head.failures() + counted,
                outcome.reason(),
                payload,
                made ? attempt : null);
    }

    private static Uni<Step> done(Step step) {
        return Uni.createFrom().item(step);
    }
}
