package travel.baboo.messaging.relay.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.trace.TraceParent;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destination.UnknownFate;
import travel.baboo.messaging.relay.destination.Destination.Wish;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.destination.Outgoing;
import travel.baboo.messaging.relay.flow.Gate;

/** Does one step in a lane that is leased: looks at its head, tries it if it is to be tried, and says what came of it. */
@Singleton
class LaneWorker {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final LaneRepository lanes;
    private final StepDecider decider;
    private final LaneMetrics metrics;
    private final AttemptTraces traces;
    private final ObjectMapper json;
    private final Clock clock;

    LaneWorker(
            LaneRepository lanes,
            StepDecider decider,
            LaneMetrics metrics,
            AttemptTraces traces,
            ObjectMapper json,
            Clock clock) {
        this.lanes = lanes;
        this.decider = decider;
        this.metrics = metrics;
        this.traces = traces;
        this.json = json;
        this.clock = clock;
    }

    /** One step. */
    Uni<Step> step(Claim claim, Destination destination, Gate gate) {
        Instant now = clock.instant();
        Head head = claim.head();
        Step decided = head == null ? Step.release(claim, now) : withoutTrying(claim, head, destination, now);
        if (decided != null || head == null) {
            gate.giveBack(1);
            return Uni.createFrom().item(decided == null ? Step.release(claim, now) : decided);
        }
        return attempt(claim, head, destination, gate, now);
    }

    /** What can be said before anything is sent; null when the head is to be tried. */
    private @Nullable Step withoutTrying(Claim claim, Head head, Destination destination, Instant now) {
        if (!head.isDue(now)) {
            return Step.release(claim, now);
        }
        if (head.sendingSince() != null && !destination.recognisesRepeats()) {
            return decider.interrupted(claim, head, destination, head.sendingSince(), now);
        }
        if (head.state() == DeliveryState.UNKNOWN && destination.unknownFate() != UnknownFate.REPEAT) {
            return destination.unknownFate() == UnknownFate.HOLD
                    ? Step.release(claim, now)
                    : failed(claim, head, destination, "given-up", now);
        }
        if (head.isExpired(now)) {
            metrics.failed(destination.name(), "expired");
            return Step.change(claim, head, DeliveryState.EXPIRED, reason(head.lastOutcome(), "expired"), now, now);
        }
        if (head.earlierPartFailed()) {
            return failed(claim, head, destination, "earlier-part-failed", now);
        }
        return unwanted(claim, head, destination, now);
    }

    private @Nullable Step unwanted(Claim claim, Head head, Destination destination, Instant now) {
        Duration age = Duration.between(head.createdAt(), now);
        boolean patient = age.compareTo(destination.directoryPatience()) < 0;
        if (claim.entry() == null && head.attempts() == 0 && patient) {
            return Step.change(claim, head, DeliveryState.WAITING, "directory-awaited", now, now.plus(pause(age)));
        }
        Wish wish = destination.wantsIn(event(head), claim.entry());
        if (wish == Wish.NO) {
            return Step.drop(claim, now);
        }
        return wish == Wish.UNKNOWABLE ? failed(claim, head, destination, "conversation-unknown", now) : null;
    }

    private static Duration pause(Duration age) {
        Duration quarter = age.dividedBy(4);
        if (quarter.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return quarter.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : quarter;
    }

    private Step failed(Claim claim, Head head, Destination destination, String reason, Instant now) {
        metrics.failed(destination.name(), reason);
        return Step.change(claim, head, DeliveryState.FAILED, reason, now, now);
    }

    private static String reason(@Nullable String last, String otherwise) {
        return last == null ? otherwise : last;
    }

    private Uni<Step> attempt(Claim claim, Head head, Destination destination, Gate gate, Instant now) {
        Outgoing outgoing = new Outgoing(
                head.id(),
                head.eventId(),
                head.part(),
                head.hops(),
                event(head),
                claim.entry(),
                now,
                head.traceparent());
        String payload = head.payload() == null ? destination.payload(outgoing) : head.payload();
        if (destination.recognisesRepeats()) {
            return send(claim, head, destination, gate, outgoing, payload);
        }
        return lanes.begin(claim, head, decider.address(claim), payload, now).chain(ours -> {
            if (!ours) {
                gate.giveBack(1);
                return Uni.createFrom().item(Step.release(claim, now));
            }
            return send(claim, head, destination, gate, outgoing, payload);
        });
    }

    private Uni<Step> send(
            Claim claim, Head head, Destination destination, Gate gate, Outgoing outgoing, String payload) {
        Span span = traces.start(claim, head, destination);
        return destination
                .send(outgoing.within(TraceParent.write(span.getSpanContext())), payload)
                .onFailure()
                .invoke(failure -> AttemptTraces.end(span, failure))
                .map(outcome -> new Attempt(outgoing.now(), clock.instant(), outcome))
                .invoke(attempt -> AttemptTraces.end(span, attempt.outcome()))
                .invoke(attempt -> tell(gate, destination, payload, attempt.outcome()))
                .chain(attempt -> AttemptTraces.context(claim, Context.root().with(span))
                        .call(() -> decider.decide(claim, head, destination, payload, attempt)));
    }

    private static void tell(Gate gate, Destination destination, String payload, Outcome outcome) {
        switch (outcome.health()) {
            case WELL -> gate.succeeded();
            case FAILING -> gate.failed();
            case OVERLOADED -> gate.coolDown(outcome.retryAfter());
            case UNTOUCHED -> gate.giveBack(1);
        }
        if (outcome.health() != Outcome.Health.UNTOUCHED) {
            gate.charge(destination.weight(payload) - 1);
        }
    }

    private TwilioEvent event(Head head) {
        try {
            return json.readValue(head.event(), TwilioEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept is always an event", e);
        }
    }
}
