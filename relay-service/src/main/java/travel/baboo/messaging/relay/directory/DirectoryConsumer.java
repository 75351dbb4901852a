package travel.baboo.messaging.relay.directory;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
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
        return repository
                .save(entries)
                .onFailure()
                .invoke(failure -> LOG.warnf("cause=%s The directory waits for PostgreSQL", failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
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
