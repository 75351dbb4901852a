package travel.baboo.messaging.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.destination.Channel;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Policy;

/**
 * Decides the next state of a delivery. A pure function: no clock, no database, and randomness only as a parameter.
 *
 * <p>Every retry counts against the retry schedule, whether a response or a later status reported the failure.
 */
final class StateMachine {

    /** How often a held delivery is checked; its phone may have written while it was being held. */
    private static final Duration HELD_LOOK = Duration.ofMinutes(1);

    /** Minimum back-off for a phone that was off. */
    private static final Duration SHORTEST_AFTER_STATUS = Duration.ofMinutes(2);

    /** Interval of asking the provider again after it could not be asked about an unknown fate. */
    private static final Duration NEXT_CHECK = Duration.ofMinutes(10);

    private StateMachine() {}

    /**
     * What is known of a delivery.
     *
     * @param failures number of failed attempts
     */
    record Standing(DeliveryState state, int failures, Instant expiresAt) {

        static Standing of(NextDelivery next) {
            return new Standing(next.state(), next.failures(), next.expiresAt());
        }
    }

    /** After an attempt. */
    static Decision attempted(Policy policy, Standing before, Attempt attempt, RandomGenerator random) {
        Outcome outcome = attempt.outcome();
        Instant at = attempt.finishedAt();
        int failures = before.failures();
        return switch (outcome.verdict()) {
            case DELIVERED ->
                Decision.to(DeliveryState.DELIVERED, outcome.reason(), at, at, failures)
                        .withSid(outcome.providerSid());
            case FAILED -> Decision.to(DeliveryState.FAILED, outcome.reason(), at, at, failures);
            case HOLD -> held(before, outcome, at);
            case UNKNOWN ->
                new Decision(
                        DeliveryState.UNKNOWN,
                        outcome.reason(),
                        at,
                        at,
                        nextDecision(policy.unknown(), attempt.startedAt(), at),
                        failures + 1,
                        null);
            case RETRY ->
                outcome.isThrottled()
                        ? Decision.to(
                                DeliveryState.WAITING,
                                outcome.reason(),
                                at,
                                RetryPolicy.throttled(
                                        at, attempt.number(), policy.retrySchedule(), outcome.retryAfter(), random),
                                failures)
                        : again(policy, failures, outcome.reason(), at, outcome.retryAfter(), random);
        };
    }

    /** Until the phone writes if the provider said so; until the next check if we only lack a message. */
    private static Decision held(Standing before, Outcome outcome, Instant at) {
        Instant next = outcome.status() == null ? at.plus(HELD_LOOK) : before.expiresAt();
        return Decision.to(DeliveryState.HELD, outcome.reason(), at, next, before.failures());
    }

    private static Decision again(
            Policy policy,
            int failures,
            String reason,
            Instant at,
            @Nullable Duration notBefore,
            RandomGenerator random) {
        return RetryPolicy.next(at, failures + 1, policy.retrySchedule(), notBefore, random)
                .map(next -> Decision.to(DeliveryState.WAITING, reason, at, next, failures + 1))
                .orElseGet(() -> Decision.to(DeliveryState.FAILED, reason, at, at, failures + 1));
    }

    /**
     * After the provider's report on the latest attempt; empty if it changes nothing.
     *
     * @param overtaken whether a later delivery of the lane was attempted meanwhile: then a retry would break the order
     */
    static Optional<Decision> reported(
            Policy policy,
            Standing before,
            ProviderStatus status,
            boolean overtaken,
            Instant now,
            RandomGenerator random) {
        Decision change;
        int failures = failuresBefore(before);
        if (!status.isFailure()) {
            change = Decision.to(DeliveryState.DELIVERED, status.reason(), now, now, before.failures());
        } else if (status.needsWindow() && failures < policy.retrySchedule().size()) {
            change = Decision.to(DeliveryState.HELD, status.reason(), now, before.expiresAt(), failures + 1);
        } else if (status.mayPassLater() && !overtaken) {
            change = again(policy, failures, status.reason(), now, SHORTEST_AFTER_STATUS, random);
        } else {
            change = Decision.to(DeliveryState.FAILED, status.reason(), now, now, failures + 1);
        }
        return Transitions.allows(Transitions.Cause.STATUS, before.state(), change.to())
                ? Optional.of(change)
                : Optional.empty();
    }

    /**
     * After the provider was asked about a delivery of unknown fate.
     *
     * @param since when the attempt started
     * @param traces what the provider accepted since then and no other delivery claims; null if it could not be asked
     */
    static Decision checked(
            Policy policy,
            Standing before,
            Instant since,
            @Nullable List<Channel.Trace> traces,
            Instant now,
            RandomGenerator random) {
        Optional<Channel.Trace> found = traces == null
                ? Optional.empty()
                : traces.stream().filter(Channel.Trace::same).findFirst();
        if (found.isPresent()) {
            return Decision.to(DeliveryState.DELIVERED, "found", now, now, before.failures())
                    .withSid(found.get().sid());
        }
        Policy.Unknown unknown = policy.unknown();
        boolean absent = traces != null && traces.isEmpty();
        if (absent && nextCheck(unknown, since, now).isEmpty()) {
            return again(policy, failuresBefore(before), "not-sent", now, null, random);
        }
        if (unknown.fate() != Policy.Fate.HOLD && !now.isBefore(since.plus(unknown.patience()))) {
            return unknown.fate() == Policy.Fate.GIVE_UP
                    ? Decision.to(DeliveryState.FAILED, "given-up", now, now, before.failures())
                    : again(policy, failuresBefore(before), "repeated", now, null, random);
        }
        return new Decision(
                DeliveryState.UNKNOWN,
                traces == null ? "provider-not-asked" : "not-found",
                now,
                now,
                nextDecision(unknown, since, now),
                before.failures(),
                null);
    }

    /** The number of failed attempts before the latest one. An unknown one counts as failed until known. */
    private static int failuresBefore(Standing standing) {
        return standing.state() == DeliveryState.UNKNOWN ? Math.max(0, standing.failures() - 1) : standing.failures();
    }

    private static Optional<Instant> nextCheck(Policy.Unknown unknown, Instant since, Instant now) {
        return unknown.checks().stream()
                .map(since::plus)
                .filter(check -> check.isAfter(now))
                .min(Instant::compareTo);
    }

    /** The time of the next action on an unknown fate: the next check or the configured decision, whichever is first. */
    private static Instant nextDecision(Policy.Unknown unknown, Instant since, Instant now) {
        Instant check = nextCheck(unknown, since, now).orElse(now.plus(NEXT_CHECK));
        Instant end = since.plus(unknown.patience());
        // In the past after a slow attempt: due at once.
        return unknown.fate() != Policy.Fate.HOLD && end.isBefore(check) ? end : check;
    }
}
