package travel.baboo.messaging.relay.directory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordBatchMetadata;
import io.vertx.sqlclient.DatabaseException;
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
import travel.baboo.messaging.common.deadletter.DeadLetterWriter;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.failure.PassingFailures;
import travel.baboo.messaging.common.trace.ReceivedRecords;
import travel.baboo.messaging.common.work.InTurn;

/**
 * Consumes {@code conversation.directory}; commits offsets after the transaction. No record blocks the ones
 * behind it.
 */
@ApplicationScoped
public class DirectoryConsumer {

    /** Counter: directory records that could not be processed. */
    static final String DEAD_METRIC = "baboo.relay.directory.dead";

    private static final Logger LOG = Logger.getLogger(DirectoryConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private record Read(ConsumerRecord<String, byte[]> record, Context trace, DirectoryRepository.Update update) {}

    private final ObjectMapper json;
    private final DirectoryRepository repository;
    private final DeadLetterWriter deadLetters;

    DirectoryConsumer(
            ObjectMapper json,
            DirectoryRepository repository,
            @Channel("conversation-directory-dlq") MutinyEmitter<byte[]> deadLetters,
            MeterRegistry meters) {
        Counter dead = meters.counter(DEAD_METRIC);
        this.json = json;
        this.repository = repository;
        this.deadLetters = new DeadLetterWriter(deadLetters, record -> dead.increment());
    }

    @Incoming("conversation-directory")
    Uni<Void> consume(
            ConsumerRecords<String, byte[]> records, IncomingKafkaRecordBatchMetadata<String, byte[]> metadata) {
        List<Read> read = new ArrayList<>();
        List<Uni<Void>> letters = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Context trace = ReceivedRecords.trace(record, metadata);
            try {
                read.add(new Read(record, trace, update(record)));
            } catch (IOException | RuntimeException notAnEntry) {
                letters.add(deadLetters.write(
                        record, trace, "not an entry: " + notAnEntry.getClass().getSimpleName()));
            }
        }
        return save(read).chain(() -> InTurn.each(letters, letter -> letter));
    }

    /** A record without a value is a tombstone. */
    private DirectoryRepository.Update update(ConsumerRecord<String, byte[]> record) throws IOException {
        if (record.value() == null) {
            if (record.key() == null) {
                throw new IllegalArgumentException("neither key nor value");
            }
            return new DirectoryRepository.Update(record.key(), null);
        }
        DirectoryEntry entry = json.readValue(record.value(), DirectoryEntry.class);
        return new DirectoryRepository.Update(entry.conversationSid(), entry);
    }

    /** Waits while PostgreSQL is unavailable. A rejected batch is applied entry by entry, so that one bad entry blocks no other. */
    private Uni<Void> save(List<Read> read) {
        return Uni.createFrom()
                .deferred(() -> repository.save(read.stream().map(Read::update).toList()))
                .onFailure(PassingFailures::isPassing)
                .invoke(failure -> LOG.warnf("cause=%s The directory is waiting for PostgreSQL", failure))
                .onFailure(PassingFailures::isPassing)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .onFailure()
                .recoverWithUni(failure -> read.size() == 1 ? refused(read.get(0), failure) : saveEach(read));
    }

    private Uni<Void> saveEach(List<Read> read) {
        return InTurn.each(read, one -> save(List.of(one)));
    }

    private Uni<Void> refused(Read read, Throwable failure) {
        return deadLetters.write(
                read.record(),
                read.trace(),
                failure instanceof DatabaseException refusal
                        ? "refused by PostgreSQL: " + refusal.getSqlState()
                        : "failed: " + failure.getClass().getSimpleName());
    }
}
