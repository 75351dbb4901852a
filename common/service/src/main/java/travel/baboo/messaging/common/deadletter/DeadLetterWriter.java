package travel.baboo.messaging.common.deadletter;

import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.trace.ReceivedRecords;

/** Writes the records that a consumer cannot process into its dead-letter topic, and an error into the log for each. */
public final class DeadLetterWriter {

    private static final Logger LOG = Logger.getLogger(DeadLetterWriter.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final MutinyEmitter<byte[]> topic;
    private final Consumer<ConsumerRecord<String, byte[]>> written;

    /**
     * A writer.
     *
     * @param topic the channel of the dead-letter topic
     * @param written called for each record once it is there
     */
    public DeadLetterWriter(MutinyEmitter<byte[]> topic, Consumer<ConsumerRecord<String, byte[]>> written) {
        this.topic = topic;
        this.written = written;
    }

    /**
     * Completes when the record is in the topic. Waits while Kafka is unavailable: no record may be lost, and the consumer must not stop. A
     * record that is too large together with its reason is written without its value; its position says where the original is.
     *
     * @param reason why the record cannot be processed, without its content
     */
    public Uni<Void> write(ConsumerRecord<String, byte[]> record, Context trace, String reason) {
        ReceivedRecords.context(record, trace)
                .run(() -> LOG.errorf(
                        "topic=%s partition=%d offset=%d reason=%s A record was dead-lettered",
                        record.topic(), record.partition(), record.offset(), reason));
        return send(record, reason)
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(() -> send(withoutValue(record), reason))
                .onFailure()
                .invoke(failure -> LOG.warnf("cause=%s A dead letter is waiting for Kafka", failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(() -> written.accept(record));
    }

    private Uni<Void> send(ConsumerRecord<String, byte[]> record, String reason) {
        return Uni.createFrom().deferred(() -> topic.sendMessage(DeadLetters.of(record, reason)));
    }

    private static ConsumerRecord<String, byte[]> withoutValue(ConsumerRecord<String, byte[]> record) {
        ConsumerRecord<String, byte[]> place =
                new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.key(), new byte[0]);
        Header id = record.headers().lastHeader(CloudEventAttributes.ID_HEADER);
        if (id != null) {
            place.headers().add(id);
        }
        return place;
    }
}
