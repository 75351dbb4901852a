package travel.baboo.messaging.ingest.publish;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.log.LogLimit;
import travel.baboo.messaging.common.trace.EventContext;
import travel.baboo.messaging.common.trace.TraceParent;

/**
 * Traces and logs an event on its way from the journal to Kafka: a span in its webhook's trace, and a log line.
 *
 * <p>In OpenTelemetry's conventions for messaging, the span is the message's creation; consumers continue from it.
 */
@Singleton
class PublishTraces {

    private static final Logger LOG = Logger.getLogger(PublishTraces.class);
    private static final String NAME = "create " + TwilioEvent.TOPIC;
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> KEY = AttributeKey.stringKey("messaging.kafka.message.key");
    private static final AttributeKey<String> ID = AttributeKey.stringKey("messaging.message.id");

    private final Tracer tracer;
    private final LogLimit lines = new LogLimit(LogLimit.EVENTS_PER_SECOND);

    PublishTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Records that the event is being published.
     *
     * @param traceparent the webhook's trace context; null if it was not traced
     * @return the record's trace context
     */
    @Nullable
    String created(CloudEventAttributes event, String key, @Nullable String traceparent) {
        lines.tryAcquire().ifPresent(silent -> new EventContext(event.id(), key, TraceParent.read(traceparent))
                .run(() -> LOG.infof("unlogged=%d An event is published", silent)));
        return TraceParent.isSampled(traceparent) ? span(event, key, TraceParent.read(traceparent)) : traceparent;
    }

    private @Nullable String span(CloudEventAttributes event, String key, Context webhook) {
        Span span = tracer.spanBuilder(NAME)
                .setParent(webhook)
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(DESTINATION, TwilioEvent.TOPIC)
                .setAttribute(OPERATION, "create")
                .setAttribute(TYPE, "create")
                .setAttribute(KEY, key)
                .setAttribute(ID, event.id())
                .startSpan();
        span.end();
        return TraceParent.write(span.getSpanContext());
    }
}
