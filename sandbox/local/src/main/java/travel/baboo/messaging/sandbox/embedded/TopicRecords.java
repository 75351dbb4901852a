package travel.baboo.messaging.sandbox.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What lies on a topic, for tests. */
public final class TopicRecords {

    private TopicRecords() {}

    /**
     * Reads a topic, which need not exist yet, from its start.
     *
     * @param enough is shown one record after the other until it answers true
     * @throws AssertionError when it has not by then
     */
    public static void readUntil(
            String bootstrapServers,
            String topic,
            Duration patience,
            Predicate<ConsumerRecord<String, byte[]>> enough) {
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
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < deadline) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (enough.test(record)) {
                        return;
                    }
                }
            }
        }
        throw new AssertionError("The wanted records did not reach " + topic + " within " + patience);
    }
}
