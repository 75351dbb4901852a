package travel.baboo.messaging.common.deadletter;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Creates records for a dead-letter topic, {@code <topic>.<consumer>.dlq}: the original record, its position, and the reason.
 * {@link DeadLetterService} reads them.
 */
public final class DeadLetters {

    static final String TOPIC_HEADER = "dead-letter-topic";
    static final String PARTITION_HEADER = "dead-letter-partition";
    static final String OFFSET_HEADER = "dead-letter-offset";
    static final String REASON_HEADER = "dead-letter-reason";

    private DeadLetters() {}

    /**
     * The message for the dead-letter topic's channel.
     *
     * @param reason why the record could not be processed, without its content
     */
    public static Message<byte[]> of(ConsumerRecord<String, byte[]> record, String reason) {
        Headers headers = new RecordHeaders(record.headers());
        add(headers, TOPIC_HEADER, record.topic());
        add(headers, PARTITION_HEADER, Integer.toString(record.partition()));
        add(headers, OFFSET_HEADER, Long.toString(record.offset()));
        add(headers, REASON_HEADER, reason);
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(record.key())
                .withHeaders(headers)
                .build();
        return Message.of(record.value()).addMetadata(metadata);
    }

    static void add(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
