package travel.baboo.messaging.common.deadletter;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a dead-letter topic from its beginning to its end at the start of the read. Uses no consumer group, so
 * reading changes nothing.
 *
 * <p>A letter is closed by a second record on the same topic, a decision without a value that names the letter. So the topic
 * alone determines what is open.
 */
final class DeadLetterTopic {

    static final String DECISION_HEADER = "dead-letter-decision";
    static final String CLOSES_HEADER = "dead-letter-closes";

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final Map<String, Object> kafka;
    private final String topic;

    DeadLetterTopic(Map<String, Object> kafka, String topic) {
        this.kafka = kafka;
        this.topic = topic;
    }

    String name() {
        return topic;
    }

    /** Emits every open letter, in order of position. */
    void forEachOpen(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        Set<String> closed = new HashSet<>();
        read(record -> {
            String closes = header(record, CLOSES_HEADER);
            if (closes != null) {
                closed.add(closes);
            }
        });
        read(record -> {
            if (header(record, CLOSES_HEADER) == null && !closed.contains(id(record))) {
                action.accept(record);
            }
        });
    }

    static String id(ConsumerRecord<?, ?> record) {
        return record.partition() + "-" + record.offset();
    }

    static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void read(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long deadline = System.nanoTime() + MAX_WAIT.toNanos();
            while (!isAtEnd(consumer, ends)) {
                boolean some = false;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    some = true;
                    if (record.offset() < ends.getOrDefault(partition(record), 0L)) {
                        action.accept(record);
                    }
                }
                if (some) {
                    deadline = System.nanoTime() + MAX_WAIT.toNanos();
                } else if (System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("Kafka gave no record of " + topic + " for " + MAX_WAIT);
                }
            }
        }
    }

    /** Empty while the topic does not exist: nothing was dead-lettered yet. */
    private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        List<PartitionInfo> known = consumer.listTopics().getOrDefault(topic, List.of());
        return known.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static boolean isAtEnd(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return settings;
    }
}
