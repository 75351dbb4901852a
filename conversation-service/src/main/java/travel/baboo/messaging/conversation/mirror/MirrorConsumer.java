package travel.baboo.messaging.conversation.mirror;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.vertx.sqlclient.DatabaseException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.deadletter.DeadLetterWriter;
import travel.baboo.messaging.common.event.ReceivedEvent;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.UnreadableEventException;
import travel.baboo.messaging.common.failure.PassingFailures;
import travel.baboo.messaging.common.log.LogLimit;
import travel.baboo.messaging.common.trace.ReceivedRecords;
import travel.baboo.messaging.common.work.InTurn;

/**
 * Applies {@code twilio.events} to the mirror, a batch in one transaction or two, and lets Kafka go on only after the commits.
 *
 * <p>While PostgreSQL is away it backs off and tries again: nothing is skipped. With any other failure every event is applied by itself,
 * and the one that fails is dead-lettered with its reason: no record stops those behind it.
 */
@ApplicationScoped
public class MirrorConsumer {

    /** Counter: processed events; tag {@code outcome}. */
    static final String EVENTS_METRIC = "baboo.mirror.events";

    /** Counter: mirrored events; tag {@code origin}: {@code webhook}, {@code event-stream}, {@code reconciler}. */
    static final String ORIGINS_METRIC = "baboo.mirror.origins";

    /** Counter: fields that could not be read and count as left out. */
    static final String UNREADABLE_FIELDS_METRIC = "baboo.mirror.fields.unreadable";

    private static final Logger LOG = Logger.getLogger(MirrorConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ObjectMapper json;
    private final MirrorService mirror;
    private final DeadLetterWriter deadLetters;
    private final MeterRegistry meters;
    private final LogLimit lines = new LogLimit(LogLimit.EVENTS_PER_SECOND);

    MirrorConsumer(
            ObjectMapper json,
            MirrorService mirror,
            @Channel("twilio-events-dead") MutinyEmitter<byte[]> deadLetters,
            MeterRegistry meters) {
        this.json = json;
        this.mirror = mirror;
        this.meters = meters;
        this.deadLetters = new DeadLetterWriter(deadLetters, record -> count("dead", 1));
        meters.counter(UNREADABLE_FIELDS_METRIC);
    }

    @Incoming("twilio-events")
    Uni<Void> consume(
            ConsumerRecords<String, byte[]> records, IncomingKafkaRecordBatchMetadata<String, byte[]> metadata) {
        List<Received> readable = new ArrayList<>();
        List<Uni<Void>> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Context trace = ReceivedRecords.trace(record, metadata);
            try {
                ReceivedEvent received = ReceivedEvent.read(json, record);
                report(record, trace, received);
                readable.add(new Received(record, received.event(), trace));
            } catch (UnreadableEventException e) {
                unreadable.add(deadLetter(record, trace, e));
            }
        }
        return InTurn.each(unreadable, dead -> dead).chain(() -> applyAll(readable));
    }

    private record Received(ConsumerRecord<String, byte[]> record, TwilioEvent event, Context trace) {

        Arrival arrival() {
            return new Arrival(event, Instant.ofEpochMilli(record.timestamp()));
        }
    }

    private Uni<Void> applyAll(List<Received> batch) {
        List<Uni<Void>> parts = BatchParts.of(
                        batch, received -> received.event().conversationSid())
                .stream()
                .map(this::apply)
                .toList();
        return parts.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(parts).andCollectFailures().replaceWithVoid();
    }

    private Uni<Void> apply(List<Received> batch) {
        return retryingWhatPasses(mirror.applyReceived(
                        batch.stream().map(Received::arrival).toList()))
                .invoke(() -> applied(batch))
                .onFailure()
                .recoverWithUni(() -> applyOneByOne(batch));
    }

    /** A batch that failed for what is in it: every event in a transaction of its own finds the culprit. */
    private Uni<Void> applyOneByOne(List<Received> batch) {
        return InTurn.each(batch, this::applyAlone);
    }

    private Uni<Void> applyAlone(Received incoming) {
        return retryingWhatPasses(mirror.applyReceived(List.of(incoming.arrival())))
                .invoke(() -> applied(List.of(incoming)))
                .onFailure()
                .recoverWithUni(failure -> deadLetter(incoming.record(), incoming.trace(), failure));
    }

    private static Uni<Void> retryingWhatPasses(Uni<Void> work) {
        return work.onFailure(PassingFailures::isPassing)
                .invoke(failure -> LOG.warnf("cause=%s The mirror is waiting for PostgreSQL", failure))
                .onFailure(PassingFailures::isPassing)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private void report(ConsumerRecord<String, byte[]> record, Context trace, ReceivedEvent received) {
        List<String> unreadable = received.unreadableFields();
        if (!unreadable.isEmpty()) {
            meters.counter(UNREADABLE_FIELDS_METRIC).increment(unreadable.size());
            ReceivedRecords.context(record, trace)
                    .run(() -> LOG.warnf("fields=%s Unreadable fields of an event are treated as absent", unreadable));
        }
    }

    private void applied(List<Received> batch) {
        count("applied", batch.size());
        for (Received received : batch) {
            meters.counter(
                            ORIGINS_METRIC,
                            "origin",
                            MessageWays.name(received.event().origin()))
                    .increment();
            lines.tryAcquire().ifPresent(silent -> ReceivedRecords.context(received.record(), received.trace())
                    .run(() -> LOG.infof("unlogged=%d An event was mirrored", silent)));
        }
    }

    private Uni<Void> deadLetter(ConsumerRecord<String, byte[]> record, Context trace, Throwable failure) {
        return deadLetters.write(record, trace, reason(failure));
    }

    /** Nothing of the content: PostgreSQL's own words quote values. */
    private static String reason(Throwable failure) {
        if (failure instanceof DatabaseException refusal) {
            return "PostgreSQL refuses it: " + refusal.getSqlState();
        }
        return failure instanceof UnreadableEventException || failure instanceof UnappliableEventException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }

    private void count(String outcome, int events) {
        meters.counter(EVENTS_METRIC, "outcome", outcome).increment(events);
    }
}
