package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.sandbox.embedded.TopicRecords;

/** Reads {@code twilio.events} from its start until the wanted record is there. */
@Dependent
public class TopicReader {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String bootstrapServers;

    public TopicReader(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    public ConsumerRecord<String, byte[]> await(String key) {
        return await(record -> key.equals(record.key()));
    }

    public ConsumerRecord<String, byte[]> await(Predicate<ConsumerRecord<String, byte[]>> wanted) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        read(record -> wanted.test(record) && found.add(record));
        return found.get(0);
    }

    /** The first occurrences of {@code count} event ids, in the order of the topic. */
    public List<ConsumerRecord<String, byte[]>> awaitFirsts(int count) {
        Map<String, ConsumerRecord<String, byte[]>> firsts = new LinkedHashMap<>();
        read(record -> {
            firsts.putIfAbsent(new String(record.headers().lastHeader("ce_id").value(), UTF_8), record);
            return firsts.size() >= count;
        });
        return List.copyOf(firsts.values());
    }

    private void read(Predicate<ConsumerRecord<String, byte[]>> enough) {
        TopicRecords.readUntil(bootstrapServers, TwilioEvent.TOPIC, PATIENCE, enough);
    }
}
