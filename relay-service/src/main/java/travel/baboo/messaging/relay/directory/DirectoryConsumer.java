package travel.baboo.messaging.relay.directory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.database.SqlStates;
import travel.baboo.messaging.common.directory.DirectoryEntry;

/** Follows {@code conversation.directory}; Kafka goes on only after the commit. */
@ApplicationScoped
public class DirectoryConsumer {

    private static final Logger LOG = Logger.getLogger(DirectoryConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ObjectMapper json;
    private final DirectoryRepository repository;

    DirectoryConsumer(ObjectMapper json, DirectoryRepository repository) {
        this.json = json;
        this.repository = repository;
    }

    @Incoming("conversation-directory")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        List<DirectoryEntry> entries = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            read(record, entries);
        }
        return save(entries);
    }

    /** Waits while PostgreSQL is away. What it refuses together is tried one by one, so that one bad entry keeps back no other. */
    private Uni<Void> save(List<DirectoryEntry> entries) {
        return repository
                .save(entries)
                .onFailure(failure -> !isPermanent(failure))
                .invoke(failure -> LOG.warnf("cause=%s The directory waits for PostgreSQL", failure))
                .onFailure(failure -> !isPermanent(failure))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .onFailure(DirectoryConsumer::isPermanent)
                .recoverWithUni(refusal -> entries.size() == 1 ? leave(entries.get(0), refusal) : saveEach(entries));
    }

    private Uni<Void> saveEach(List<DirectoryEntry> entries) {
        return Multi.createFrom()
                .iterable(entries)
                .onItem()
                .transformToUniAndConcatenate(entry -> save(List.of(entry)))
                .collect()
                .last();
    }

    /** As with one that cannot be read, the next entry of the conversation makes up for it. */
    private static Uni<Void> leave(DirectoryEntry entry, Throwable refusal) {
        LOG.errorf(
                "conversationSid=%s sqlState=%s A directory entry is refused by PostgreSQL",
                entry.conversationSid(), ((PgException) refusal).getSqlState());
        return Uni.createFrom().voidItem();
    }

    private static boolean isPermanent(Throwable failure) {
        return failure instanceof PgException refusal && SqlStates.isPermanent(refusal.getSqlState());
    }

    private void read(ConsumerRecord<String, byte[]> record, List<DirectoryEntry> entries) {
        try {
            entries.add(json.readValue(record.value(), DirectoryEntry.class));
        } catch (IOException | IllegalArgumentException notAnEntry) {
            // The topic is compacted and ours alone: the next entry of this conversation makes up for a bad one.
            LOG.errorf(
                    "topic=%s partition=%d offset=%d cause=%s A directory record cannot be read",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    notAnEntry.getClass().getSimpleName());
        }
    }
}
