package travel.baboo.messaging.relay.directory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
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
import travel.baboo.messaging.common.deadletter.DeadLetters;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.failure.PassingFailures;

/**
 * Consumes {@code conversation.directory}; commits offsets after the transaction. No record blocks the ones
 * behind it.
 */
@ApplicationScoped
public class DirectoryConsumer {

    private static final Logger LOG = Logger.getLogger(DirectoryConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private record Read(ConsumerRecord<String, byte[]> record, DirectoryRepository.Update update) {}

    private final ObjectMapper json;
    private final DirectoryRepository repository;
    private final MutinyEmitter<byte[]> deadLetters;

    DirectoryConsumer(
            ObjectMapper json,
            DirectoryRepository repository,
            @Channel("conversation-directory-dlq") MutinyEmitter<byte[]> deadLetters) {
        this.json = json;
        this.repository = repository;
        this.deadLetters = deadLetters;
    }

    @Incoming("conversation-directory")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        List<Read> read = new ArrayList<>();
        List<Uni<Void>> letters = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            try {
                read.add(new Read(record, update(record)));
            } catch (IOException | RuntimeException notAnEntry) {
                letters.add(deadLetter(
                        record, "not an entry: " + notAnEntry.getClass().getSimpleName()));
            }
        }
        return save(read).chain(() -> inTurn(letters));
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
        return inTurn(read.stream().map(one -> save(List.of(one))).toList());
    }

    private Uni<Void> refused(Read read, Throwable failure) {
        return deadLetter(
                read.record(),
                failure instanceof DatabaseException refusal
                        ? "refused by PostgreSQL: " + refusal.getSqlState()
                        : "failed: " + failure.getClass().getSimpleName());
    }

    private static Uni<Void> inTurn(List<Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(work)
                .onItem()
                .transformToUniAndConcatenate(one -> one)
                .collect()
                .last();
    }

    private Uni<Void> deadLetter(ConsumerRecord<String, byte[]> record, String reason) {
        LOG.errorf(
                "topic=%s partition=%d offset=%d reason=%s A directory record was dead-lettered",
                record.topic(), record.partition(), record.offset(), reason);
        return Uni.createFrom()
                .deferred(() -> deadLetters.sendMessage(DeadLetters.of(record, reason)))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }
}
