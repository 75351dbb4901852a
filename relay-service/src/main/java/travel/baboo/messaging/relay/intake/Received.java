package travel.baboo.messaging.relay.intake;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.ReceivedEvent;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.trace.TraceParent;

/**
 * An event as received.
 *
 * @param trace the trace of its deliveries
 */
record Received(ConsumerRecord<String, byte[]> record, ReceivedEvent decoded, Context trace) {

    /** Twilio numbers a conversation's messages from 0, with 32 bits. */
    private static final long MAX_INDEX = Integer.MAX_VALUE;

    TwilioEvent event() {
        return decoded.event();
    }

    /** The trace context stored with its deliveries; null if it was not traced. */
    @Nullable
    String traceparent() {
        return TraceParent.write(Span.fromContext(trace).getSpanContext());
    }

    /** Whether it is about a message in a conversation. */
    boolean isMessage() {
        return event().eventType().startsWith("onMessage") && event().conversationSid() != null;
    }

    /** Whether it came by Event Streams. */
    boolean isStreamed() {
        return event().origin() == Origin.EVENT_STREAM;
    }

    /** The index of a new message in its conversation; empty for other events and invalid indexes. */
    Optional<Long> index() {
        TwilioEvent event = event();
        return event.eventType().equals(EventType.MESSAGE_ADDED.twilioName()) && event.conversationSid() != null
                ? Optional.ofNullable(event.messageIndex()).filter(index -> index >= 0 && index <= MAX_INDEX)
                : Optional.empty();
    }
}
