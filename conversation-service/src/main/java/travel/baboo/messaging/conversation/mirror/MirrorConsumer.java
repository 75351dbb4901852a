package travel.baboo.messaging.conversation.mirror;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.database.SqlStates;
import travel.baboo.messaging.common.deadletter.DeadLetters;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.log.LogLimit;
import travel.baboo.messaging.common.trace.ReceivedRecords;

/**
 * Applies {@code twilio.events} to the mirror, a batch in one transaction or two, and lets Kafka go on only after the commits.
 *
 * <p>While PostgreSQL is away it waits and tries again: nothing is skipped. A record that cannot be applied at all goes to the
 * dead topic with its reason.
 */
@ApplicationScoped
public class MirrorConsumer {

    /** Counter: events by what became of them; tag {@code outcome}. */
    static final String EVENTS_METRIC = "baboo.mirror.events";

    private static final Logger LOG = Logger.getLogger(MirrorConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final EventDecoder decoder;
    private final MirrorService mirror;
    private final MutinyEmitter<byte[]> deadLetters;
    private final MeterRegistry meters;
    private final LogLimit lines = new LogLimit(LogLimit.EVENTS_PER_SECOND);

    MirrorConsumer(
            EventDecoder decoder,
            MirrorService mirror,
            @Channel("twilio-events-dead") MutinyEmitter<byte[]> deadLetters,
            MeterRegistry meters) {
        this.decoder = decoder;
        this.mirror = mirror;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    @Incoming("twilio-events")
    Uni<Void> consume(
            ConsumerRecords<String, byte[]> records, IncomingKafkaRecordBatchMetadata<String, byte[]> metadata) {
        List<Received> readable = new ArrayList<>();
        List<Uni<Void>> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Context trace = ReceivedRecords.trace(record, metadata);
            try {
                readable.add(new Received(record, decoder.decode(record.value()), trace));
            } catch (UnappliableEventException e) {
                unreadable.add(bury(record, trace, e));
            }
        }
        return Multi.createFrom()
                .iterable(unreadable)
                .onItem()
                .transformToUniAndConcatenate(dead -> dead)
                .collect()
                .last()
                .chain(() -> applyAll(readable));
    }

    private record Received(ConsumerRecord<String, byte[]> record, TwilioEvent event, Context trace) {}

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
        return patiently(mirror.apply(batch.stream().map(Received::event).toList()))
                .invoke(() -> applied(batch))
                .onFailure(MirrorConsumer::isPermanent)
                .recoverWithUni(() -> applyOneByOne(batch));
    }

    /** A batch that failed for what is in it: every event in a transaction of its own finds the culprit. */
    private Uni<Void> applyOneByOne(List<Received> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(this::applyAlone)
                .collect()
                .last();
    }

    private Uni<Void> applyAlone(Received incoming) {
        return patiently(mirror.apply(List.of(incoming.event())))
                .invoke(() -> applied(List.of(incoming)))
                .onFailure(MirrorConsumer::isPermanent)
                .recoverWithUni(failure -> bury(incoming.record(), incoming.trace(), failure));
    }

    private Uni<Void> patiently(Uni<Void> work) {
        return work.onFailure(failure -> !isPermanent(failure))
                .invoke(failure -> LOG.warnf("cause=%s The mirror waits for PostgreSQL", failure))
                .onFailure(failure -> !isPermanent(failure))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private void applied(List<Received> batch) {
        count("applied", batch.size());
        for (Received received : batch) {
            lines.tryAcquire().ifPresent(silent -> ReceivedRecords.context(received.record(), received.trace())
                    .run(() -> LOG.infof("unlogged=%d An event is in the mirror", silent)));
        }
    }

    private Uni<Void> bury(ConsumerRecord<String, byte[]> record, Context trace, Throwable reason) {
        count("dead", 1);
        ReceivedRecords.context(record, trace)
                .run(() -> LOG.errorf(
                        "topic=%s partition=%d offset=%d reason=%s An event cannot be applied",
                        record.topic(), record.partition(), record.offset(), reason.getMessage()));
        return deadLetters.sendMessage(DeadLetters.of(record, String.valueOf(reason.getMessage())));
    }

    private static boolean isPermanent(Throwable failure) {
        return failure instanceof UnappliableEventException
                || (failure instanceof PgException refusal && SqlStates.isPermanent(refusal.getSqlState()));
    }

    private void count(String outcome, int events) {
        meters.counter(EVENTS_METRIC, "outcome", outcome).increment(events);
    }
}
