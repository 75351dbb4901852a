package travel.baboo.messaging.relay.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.event.DeadLetters;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.trace.ReceivedRecords;

/**
 * Takes {@code twilio.events}: writes deliveries, a batch in one transaction, and lets Kafka go on after the commit.
 *
 * <p>While PostgreSQL is away it waits; a record that is no event goes to the dead topic.
 */
@ApplicationScoped
public class IntakeConsumer {

    /** Counter: events by what became of them; tag {@code outcome}: {@code taken} or {@code dead}. */
    static final String EVENTS_METRIC = "baboo.relay.events";

    private static final Logger LOG = Logger.getLogger(IntakeConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ObjectMapper json;
    private final IntakeService intake;
    private final MutinyEmitter<byte[]> deadLetters;
    private final Counter taken;
    private final Counter dead;

    IntakeConsumer(
            ObjectMapper json,
            IntakeService intake,
            @Channel("twilio-events-dead") MutinyEmitter<byte[]> deadLetters,
            MeterRegistry meters) {
        this.json = json;
        this.intake = intake;
        this.deadLetters = deadLetters;
        this.taken = meters.counter(EVENTS_METRIC, "outcome", "taken");
        this.dead = meters.counter(EVENTS_METRIC, "outcome", "dead");
    }

    @Incoming("twilio-events")
    Uni<Void> consume(
            ConsumerRecords<String, byte[]> records, IncomingKafkaRecordBatchMetadata<String, byte[]> metadata) {
        List<Received> events = new ArrayList<>();
        List<Uni<Void>> letters = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Context trace = ReceivedRecords.trace(record, metadata);
            try {
                events.add(new Received(json.readValue(record.value(), TwilioEvent.class), trace));
            } catch (IOException notAnEvent) {
                letters.add(bury(record, trace));
            }
        }
        return Multi.createFrom()
                .iterable(letters)
                .onItem()
                .transformToUniAndConcatenate(letter -> letter)
                .collect()
                .last()
                .chain(() -> take(events))
                .invoke(() -> taken.increment(events.size()));
    }

    private Uni<Void> bury(ConsumerRecord<String, byte[]> record, Context trace) {
        ReceivedRecords.context(record, trace)
                .run(() -> LOG.errorf(
                        "topic=%s partition=%d offset=%d A record is not an event",
                        record.topic(), record.partition(), record.offset()));
        return deadLetters.sendMessage(DeadLetters.of(record, "not an event")).invoke(() -> dead.increment());
    }

    private Uni<Void> take(List<Received> events) {
        return intake.take(events)
                .onFailure()
                .invoke(failure -> LOG.warnf("cause=%s The intake waits for PostgreSQL", failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }
}
