package travel.baboo.messaging.common.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.smallrye.reactive.messaging.TracingMetadata;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.CloudEventAttributes;

/** The traces of a batch's records, and the logging context of each. */
public final class ReceivedRecords {

    private ReceivedRecords() {}

    /** The span of the record's receipt, or else the context in the record itself. */
    public static <K, T> Context trace(ConsumerRecord<K, T> record, IncomingKafkaRecordBatchMetadata<K, T> batch) {
        TracingMetadata received = batch.getMetadataForRecord(record, TracingMetadata.class);
        if (received != null
                && Span.fromContext(received.getCurrentContext())
                        .getSpanContext()
                        .isValid()) {
            return received.getCurrentContext();
        }
        return TraceParent.read(header(record, TraceParent.HEADER));
    }

    /** The logging context for this record's event. */
    public static EventContext context(ConsumerRecord<String, ?> record, Context trace) {
        return new EventContext(header(record, CloudEventAttributes.ID_HEADER), record.key(), trace);
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
