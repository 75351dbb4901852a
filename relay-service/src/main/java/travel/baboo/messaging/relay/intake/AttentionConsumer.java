package travel.baboo.messaging.relay.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.deadletter.DeadLetterWriter;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.ReceivedEvent;
import travel.baboo.messaging.common.event.UnreadableEventException;
import travel.baboo.messaging.common.trace.ReceivedRecords;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.relay.destination.DecidedEvents;

/**
 * Consumes {@code conversation.attention}: turns decisions into deliveries in the lane of their conversation, like events of Twilio. A
 * record that cannot be processed is dead-lettered and does not block later ones.
 */
@ApplicationScoped
public class AttentionConsumer {

    private final ObjectMapper json;
    private final IntakeGroups groups;
    private final DecidedEvents decisions;
    private final DeadLetterWriter deadLetters;
    private final Counter taken;

    AttentionConsumer(
            ObjectMapper json,
            IntakeGroups groups,
            @Channel("conversation-attention-dlq") MutinyEmitter<byte[]> deadLetters,
            MeterRegistry meters) {
        this.json = json;
        this.groups = groups;
        this.decisions = new DecidedEvents(json);
        Counter dead = meters.counter(IntakeConsumer.EVENTS_METRIC, "outcome", "dead");
        this.deadLetters = new DeadLetterWriter(deadLetters, record -> dead.increment());
        this.taken = meters.counter(IntakeConsumer.EVENTS_METRIC, "outcome", "taken");
    }

    @Incoming("conversation-attention")
    Uni<Void> consume(
            ConsumerRecords<String, byte[]> records, IncomingKafkaRecordBatchMetadata<String, byte[]> metadata) {
        List<Received> read = new ArrayList<>();
        List<Uni<Void>> letters = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Context trace = ReceivedRecords.trace(record, metadata);
            try {
                read.add(new Received(record, decoded(record), trace));
            } catch (UnreadableEventException notADecision) {
                letters.add(deadLetters.write(record, trace, "not a decision"));
            }
        }
        return groups.take(read)
                .invoke(refused -> taken.increment(read.size() - refused.size()))
                .chain(refused -> InTurn.each(
                        refused,
                        one -> deadLetters.write(
                                one.received().record(), one.received().trace(), one.reason())))
                .chain(() -> InTurn.each(letters, letter -> letter));
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
}
