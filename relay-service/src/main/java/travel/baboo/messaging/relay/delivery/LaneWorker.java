package travel.baboo.messaging.relay.delivery;

import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.trace.TraceParent;
import travel.baboo.messaging.relay.delivery.StateMachine.Standing;
import travel.baboo.messaging.relay.destination.Channel;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outgoing;
import travel.baboo.messaging.relay.flow.Permit;

/**
 * Executes one step in a leased lane: decides about its next delivery, attempts it if needed, and returns the
 * result.
 *
 * <p>Everything that may fail is looked up first, then the start of the attempt is recorded, then the request is made: a failure before
 * that means that nothing was sent.
 */
@Singleton
class LaneWorker {

    private static final Logger LOG = Logger.getLogger(LaneWorker.class);

    private final AttemptRepository attempts;
    private final TurnDecider decider;
    private final UnknownFates fates;
    private final StoredEvents events;
    private final AttemptTraces traces;

    LaneWorker(
            AttemptRepository attempts,
            TurnDecider decider,
            UnknownFates fates,
            StoredEvents events,
            AttemptTraces traces) {
        this.attempts = attempts;
        this.decider = decider;
        this.fates = fates;
        this.events = events;
        this.traces = traces;
    }

    /** Executes one step. An attempt uses the permit; otherwise its owner releases it. */
    Uni<Step> step(Claim claim, Destination destination, Permit permit) {
        NextDelivery next = claim.next();
        if (next == null) {
            return Uni.createFrom().item(new Step.Release(claim));
        }
        Instant now = claim.now();
        Optional<Step> decided = decider.decide(claim, next, destination, now);
        if (decided.isPresent()) {
            return Uni.createFrom().item(decided.get());
        }
        if (next.state() == DeliveryState.UNKNOWN) {
            return fates.check(claim, next, destination);
        }
        if (next.isInterrupted()
                && next.sendingSince() != null
                && !destination.policy().repeatable()) {
            return Uni.createFrom().item(interrupted(claim, next, destination, next.sendingSince(), now));
        }
        return attempt(claim, next, destination, permit);
    }

    /** The step for a permanent failure to execute one: the delivery must not block its lane. */
    Step broken(Claim claim, NextDelivery next) {
        return decider.failed(claim, next, "internal-error", claim.now());
    }

    private Uni<Step> attempt(Claim claim, NextDelivery next, Destination destination, Permit permit) {
        Outgoing outgoing = events.outgoing(claim, next);
        return payload(claim, next, destination.channel(), outgoing)
                .chain(payload -> payload.isEmpty()
                        ? released(claim)
                        : destination
                                .channel()
                                .prepare(outgoing, payload.get())
                                .chain(prepared ->
                                        prepared(claim, next, outgoing, destination, permit, prepared, payload.get())));
    }

    /** Stores the payload before the first attempt; empty if the lane was lost. */
    private Uni<Optional<String>> payload(Claim claim, NextDelivery next, Channel channel, Outgoing outgoing) {
        if (next.payload() != null) {
            return Uni.createFrom().item(Optional.of(next.payload()));
        }
        List<String> payloads = channel.payloads(outgoing);
        return attempts.keep(claim, next, payloads).map(ours -> ours ? Optional.of(payloads.get(0)) : Optional.empty());
    }

    private Uni<Step> prepared(
            Claim claim,
            NextDelivery next,
            Outgoing outgoing,
            Destination destination,
            Permit permit,
            Channel.Prepared prepared,
            String payload) {
        @Nullable String address = destination.channel().address(outgoing);
        if (prepared instanceof Channel.Prepared.Ready ready) {
            return begun(claim, next, destination, address)
                    .chain(begun -> begun
                            ? call(claim, next, destination, permit, ready.call(), payload)
                                    .map(attempt -> attempted(claim, next, destination, attempt, address))
                            : released(claim));
        }
        Outcome outcome = ((Channel.Prepared.Decided) prepared).outcome();
        Instant now = claim.now();
        return Uni.createFrom()
                .item(attempted(claim, next, destination, new Attempt(next.attempts(), now, now, outcome), address));
    }

    private Uni<Boolean> begun(Claim claim, NextDelivery next, Destination destination, @Nullable String address) {
        return destination.policy().repeatable() ? Uni.createFrom().item(true) : attempts.begin(claim, next, address);
    }

    private Uni<Attempt> call(
            Claim claim, NextDelivery next, Destination destination, Permit permit, Channel.Call call, String payload) {
        Instant start = claim.now();
        Span span = traces.start(claim, next, destination);
        return Uni.createFrom()
                .deferred(() -> call.make(TraceParent.write(span.getSpanContext())))
                .onFailure()
                .recoverWithItem(failure -> broken(destination, next, failure))
                .map(outcome -> new Attempt(next.attempts() + 1, start, claim.now(), outcome))
                .invoke(attempt -> AttemptTraces.end(span, attempt.outcome()))
                .invoke(attempt -> permit.used(
                        attempt.outcome().health(),
                        attempt.duration(),
                        destination.channel().weight(payload),
                        attempt.outcome().retryAfter()));
    }

    /** Handles an unexpected exception, a bug of ours. Whether anything was sent is unknown. */
    private static Outcome broken(Destination destination, NextDelivery next, Throwable failure) {
        LOG.errorf(failure, "destination=%s deliveryId=%s A call failed unexpectedly", destination.name(), next.id());
        return Outcome.unanswered(
                destination.policy().repeatable() ? Outcome.Verdict.RETRY : Outcome.Verdict.UNKNOWN, "internal-error");
    }

    private static Step attempted(
            Claim claim, NextDelivery next, Destination destination, Attempt attempt, @Nullable String address) {
        // A paused destination refuses everything: the probing delivery is not to blame.
        Attempt fair = claim.probe() && attempt.outcome().isRefusal()
                ? attempt.with(attempt.outcome().with(Outcome.Verdict.RETRY))
                : attempt;
        Decision change =
                StateMachine.attempted(destination.policy(), Standing.of(next), fair, ThreadLocalRandom.current());
        return new Step.Attempted(claim, next, change, fair, address);
    }

    /** The instance that made the attempt died before it could record the result. */
    private static Step interrupted(
            Claim claim, NextDelivery next, Destination destination, Instant since, Instant now) {
        Outcome outcome = Outcome.unanswered(Outcome.Verdict.UNKNOWN, "interrupted");
        return attempted(claim, next, destination, new Attempt(next.attempts(), since, now, outcome), null);
    }

    private static Uni<Step> released(Claim claim) {
        return Uni.createFrom().item(new Step.Release(claim));
    }
}
