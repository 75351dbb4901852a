package travel.baboo.messaging.relay.delivery;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.inject.Singleton;
import travel.baboo.messaging.common.trace.EventContext;
import travel.baboo.messaging.common.trace.TraceParent;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Outcome;

/**
 * One span per attempt, in the trace of the webhook that brought the event.
 *
 * <p>Never contains the URL: anyone who knows a hook's address can write to it.
 */
@Singleton
class AttemptTraces {

    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("baboo.destination");
    private static final AttributeKey<String> DELIVERY = AttributeKey.stringKey("baboo.delivery.id");
    private static final AttributeKey<String> EVENT = AttributeKey.stringKey("baboo.event.id");
    private static final AttributeKey<String> LANE = AttributeKey.stringKey("baboo.lane");
    private static final AttributeKey<Long> ATTEMPT = AttributeKey.longKey("baboo.attempt");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("baboo.outcome");
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private final Tracer tracer;

    AttemptTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Starts an attempt's span. */
    Span start(Claim claim, NextDelivery next, Destination destination) {
        return tracer.spanBuilder("deliver to " + destination.name())
                .setParent(TraceParent.read(next.traceparent()))
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(DESTINATION, destination.name())
                .setAttribute(DELIVERY, next.id().toString())
                .setAttribute(EVENT, next.eventId())
                .setAttribute(LANE, claim.lane().key())
                .setAttribute(ATTEMPT, (long) next.attempts() + 1)
                .startSpan();
    }

    /** Ends it with the attempt's outcome. */
    static void end(Span span, Outcome outcome) {
        span.setAttribute(OUTCOME, outcome.reason());
        if (outcome.wasCalled()) {
            span.setAttribute(METHOD, "POST");
        }
        if (outcome.status() != null) {
            span.setAttribute(STATUS, (long) outcome.status());
        }
        if (outcome.verdict() != Outcome.Verdict.DELIVERED) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** The span of a step for a lane's next delivery. */
    static EventContext context(Claim claim) {
        NextDelivery next = claim.next();
        return new EventContext(
                next == null ? null : next.eventId(),
                claim.lane().key(),
                TraceParent.read(next == null ? null : next.traceparent()));
    }
}
