package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Reads {@code twilio.events} from its start until the wanted record is there. */
@Dependent
public class TopicReader {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

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

    /** The first occurrences of so many event ids, in the order of the topic. */
    public List<ConsumerRecord<String, byte[]>> awaitFirsts(int count) {
        Map<String, ConsumerRecord<String, byte[]>> firsts = new LinkedHashMap<>();
        read(record -> {
            firsts.putIfAbsent(new String(record.headers().lastHeader("ce_id").value(), UTF_8), record);
            return firsts.size() >= count;
        });
        return List.copyOf(firsts.values());
    }

    private void read(Predicate<ConsumerRecord<String, byte[]>> enough) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest",
                "metadata.max.age.ms",
                500);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TwilioEvent.TOPIC));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (enough.test(record)) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError("The wanted records did not reach the topic within " + PATIENCE);
    }
}
