package travel.baboo.messaging.relay.intake;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.trace.TraceParent;

/**
 * An event as it came.
 *
 * @param trace its deliveries go on in it
 */
record Received(ConsumerRecord<String, byte[]> record, TwilioEvent event, Context trace) {

    /** What its deliveries keep of the trace; null when it was not traced. */
    @Nullable
    String traceparent() {
        return TraceParent.write(Span.fromContext(trace).getSpanContext());
    }
}
