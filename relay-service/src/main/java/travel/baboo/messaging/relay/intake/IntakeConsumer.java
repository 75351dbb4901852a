package travel.baboo.messaging.relay.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.deadletter.DeadLetterWriter;
import travel.baboo.messaging.common.event.ReceivedEvent;
import travel.baboo.messaging.common.event.UnreadableEventException;
import travel.baboo.messaging.common.trace.ReceivedRecords;
import travel.baboo.messaging.common.work.InTurn;

/**
 * Consumes {@code twilio.events}: inserts deliveries in batches and commits the records' offsets afterwards.
 *
 * <p>No record blocks the ones behind it: while PostgreSQL is unavailable the consumer waits; a record that cannot be read or
 * processed is dead-lettered.
 */
@ApplicationScoped
public class IntakeConsumer {

    /** Counter: events by result; tag {@code outcome}: {@code taken} or {@code dead}. */
    static final String EVENTS_METRIC = "baboo.relay.events";

    /** Counter: fields from Twilio that cannot be read and are treated as absent. */
    static final String UNREADABLE_FIELDS_METRIC = "baboo.relay.unreadable.fields";

    private static final Logger LOG = Logger.getLogger(IntakeConsumer.class);

    /** Batches that may queue here; the rest waits in Kafka. */
    private static final int BATCHES = 64;

    private final Multi<Message<ConsumerRecords<String, byte[]>>> batches;
    private final ObjectMapper json;
    private final IntakeGroups groups;
    private final DeadLetterWriter deadLetters;
    private final Counter taken;
    private final Counter unreadableFields;
    private volatile @Nullable Cancellable subscription;

    IntakeConsumer(
            @Channel("twilio-events") Multi<Message<ConsumerRecords<String, byte[]>>> batches,
            ObjectMapper json,
            IntakeGroups groups,
            @Channel("twilio-events-dlq") MutinyEmitter<byte[]> deadLetters,
            MeterRegistry meters) {
        this.batches = batches;
        this.json = json;
        this.groups = groups;
        Counter dead = meters.counter(EVENTS_METRIC, "outcome", "dead");
        this.deadLetters = new DeadLetterWriter(deadLetters, record -> dead.increment());
        this.taken = meters.counter(EVENTS_METRIC, "outcome", "taken");
        this.unreadableFields = meters.counter(UNREADABLE_FIELDS_METRIC);
    }

    void start(@Observes StartupEvent event) {
        subscription = batches.onItem()
                .transformToUni(this::consume)
                .merge(BATCHES)
                .subscribe()
                .with(done -> {}, failure -> LOG.error("The intake stopped consuming", failure));
    }

    void stop(@Observes ShutdownEvent event) {
        Cancellable running = subscription;
        if (running != null) {
            running.cancel();
        }
    }

    private Uni<Void> consume(Message<ConsumerRecords<String, byte[]>> batch) {
        return Uni.createFrom()
                .deferred(() -> take(batch))
                .chain(() -> Uni.createFrom().completionStage(batch::ack))
                .onFailure()
                .recoverWithUni(failure -> Uni.createFrom().completionStage(() -> batch.nack(failure)));
    }

    @SuppressWarnings("unchecked") // The connector's own, of the same types as the payload.
    private Uni<Void> take(Message<ConsumerRecords<String, byte[]>> batch) {
        IncomingKafkaRecordBatchMetadata<String, byte[]> metadata =
                batch.getMetadata(IncomingKafkaRecordBatchMetadata.class).orElseThrow();
        List<Received> events = new ArrayList<>();
        List<Uni<Void>> letters = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch.getPayload()) {
            Context trace = ReceivedRecords.trace(record, metadata);
            try {
                events.add(new Received(record, decoded(record), trace));
            } catch (UnreadableEventException notAnEvent) {
                letters.add(deadLetters.write(record, trace, String.valueOf(notAnEvent.getMessage())));
            }
        }
        // Queued at once, so that batches keep their order while dead letters are written.
        Uni<Void> written = groups.take(events)
                .invoke(refused -> taken.increment(events.size() - refused.size()))
                .chain(refused -> InTurn.each(
                        refused,
                        one -> deadLetters.write(
                                one.received().record(), one.received().trace(), one.reason())));
        return Uni.join()
                .all(written, InTurn.each(letters, letter -> letter))
                .andFailFast()
                .replaceWithVoid();
    }

    private ReceivedEvent decoded(ConsumerRecord<String, byte[]> record) throws UnreadableEventException {
        ReceivedEvent event = ReceivedEvent.read(json, record);
        if (!event.unreadableFields().isEmpty()) {
            unreadableFields.increment(event.unreadableFields().size());
            LOG.warnf(
                    "topic=%s partition=%d offset=%d fields=%s Unreadable fields of an event are treated as absent",
                    record.topic(), record.partition(), record.offset(), event.unreadableFields());
        }
        return event;
    }
}
