package travel.baboo.messaging.relay.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.deadletter.DeadLetters;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.ReceivedEvent;
import travel.baboo.messaging.common.event.UnreadableEventException;
import travel.baboo.messaging.common.trace.ReceivedRecords;
import travel.baboo.messaging.relay.destination.DecidedEvents;

/**
 * Consumes {@code conversation.attention}: turns decisions into deliveries in the lane of their conversation, like events of Twilio. A
 * record that cannot be processed is dead-lettered and does not block later ones.
 */
@ApplicationScoped
public class AttentionConsumer {

    private static final Logger LOG = Logger.getLogger(AttentionConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ObjectMapper json;
    private final IntakeGroups groups;
    private final DecidedEvents decisions;
    private final MutinyEmitter<byte[]> deadLetters;
    private final Counter taken;
    private final Counter dead;

    AttentionConsumer(
            ObjectMapper json,
            IntakeGroups groups,
            @Channel("conversation-attention-dlq") MutinyEmitter<byte[]> deadLetters,
            MeterRegistry meters) {
        this.json = json;
        this.groups = groups;
        this.decisions = new DecidedEvents(json);
        this.deadLetters = deadLetters;
        this.taken = meters.counter(IntakeConsumer.EVENTS_METRIC, "outcome", "taken");
        this.dead = meters.counter(IntakeConsumer.EVENTS_METRIC, "outcome", "dead");
    }

    @Incoming("conversation-attention")
    Uni<Void> consume(
            ConsumerRecords<String, byte[]> records, IncomingKafkaRecordBatchMetadata<String, byte[]> metadata) {
        List<Received> read = new ArrayList<>();
        List<ConsumerRecord<String, byte[]>> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                read.add(new Received(record, decoded(record), ReceivedRecords.trace(record, metadata)));
            } catch (UnreadableEventException notADecision) {
                unreadable.add(record);
            }
        }
        return groups.take(read)
                .invoke(refused -> taken.increment(read.size() - refused.size()))
                .chain(refused ->
                        inTurn(refused, one -> deadLetter(one.received().record(), one.reason())))
                .chain(() -> inTurn(unreadable, record -> deadLetter(record, "not a decision")));
    }

    private ReceivedEvent decoded(ConsumerRecord<String, byte[]> record) throws UnreadableEventException {
        try {
            AttentionEvent decided =
                    record.value() == null ? null : json.readValue(record.value(), AttentionEvent.class);
            if (decided == null) {
                throw new UnreadableEventException("not a decision: no value", null);
            }
            CloudEventAttributes attributes = decided.attributes();
            return new ReceivedEvent(attributes.id(), attributes.type(), decisions.of(decided), List.of());
        } catch (IOException | RuntimeException notADecision) {
            throw new UnreadableEventException("not a decision", notADecision);
        }
    }

    private static <T> Uni<Void> inTurn(List<T> items, Function<T, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last();
    }

    /** Waits while Kafka is unavailable: no record may be lost, and the consumer must not stop. */
    private Uni<Void> deadLetter(ConsumerRecord<String, byte[]> record, String reason) {
        LOG.errorf(
                "topic=%s partition=%d offset=%d reason=%s A record was dead-lettered",
                record.topic(), record.partition(), record.offset(), reason);
        return Uni.createFrom()
                .deferred(() -> deadLetters.sendMessage(DeadLetters.of(record, reason)))
                .onFailure()
                .invoke(failure -> LOG.warnf("cause=%s A dead letter is waiting for Kafka", failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .invoke(() -> dead.increment());
    }
}
