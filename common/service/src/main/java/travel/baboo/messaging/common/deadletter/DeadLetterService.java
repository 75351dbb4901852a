package travel.baboo.messaging.common.deadletter;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Operators' actions on a consumer's dead letters: list, show, re-inject, drop.
 *
 * <p>Promises: a re-injected record returns to its topic with the same key, value and headers, so that consumers
 * recognize it by its id. Kafka acknowledges it before its letter is closed; a crash in between re-injects it
 * twice rather than never. A dropped letter stays on the topic with who dropped it and why.
 *
 * <p>Blocks during calls to Kafka: never call it on an event loop.
 */
public final class DeadLetterService {

    /** Maximum letters per page. */
    public static final int MAX_PAGE = 500;

    private static final String REINJECTED = "reinjected";
    private static final String DROPPED = "dropped";
    private static final String BY_HEADER = "dead-letter-closed-by";
    private static final String WHY_HEADER = "dead-letter-closed-because";

    private final Map<String, Object> kafka;
    private final DeadLetterTopic topic;
    private final DeadLetterView view;

    /**
     * @param kafka the settings shared by all of the service's Kafka clients, including {@code bootstrap.servers}
     * @param topic the dead-letter topic, {@code <topic>.<consumer>.dlq}
     */
    public DeadLetterService(Map<String, Object> kafka, String topic, ObjectMapper json) {
        this.kafka = Map.copyOf(kafka);
        this.topic = new DeadLetterTopic(this.kafka, topic);
        this.view = new DeadLetterView(json);
    }

    /**
     * A page of open letters, oldest first.
     *
     * @param after {@code next} of the previous page; null for the first
     * @param limit 1 to {@value #MAX_PAGE}
     */
    public DeadLetterPage list(@Nullable String after, int limit) {
        List<DeadLetter> items = new ArrayList<>();
        long[] open = {0};
        boolean[] started = {after == null};
        boolean[] more = {false};
        topic.forEachOpen(letter -> {
            open[0]++;
            if (!started[0]) {
                started[0] = isBehind(letter, after);
            }
            if (started[0] && items.size() < limit) {
                items.add(view.summary(letter));
            } else if (started[0]) {
                more[0] = true;
            }
        });
        return new DeadLetterPage(
                items, open[0], more[0] ? items.get(items.size() - 1).id() : null);
    }

    /** An open letter with its redacted fields; empty if there is none with this id. */
    public Optional<DeadLetter> find(String id) {
        List<DeadLetter> found = new ArrayList<>();
        topic.forEachOpen(letter -> {
            if (DeadLetterTopic.id(letter).equals(id)) {
                found.add(view.details(letter));
            }
        });
        return found.stream().findFirst();
    }

    /**
     * Re-injects letters to their topics and closes them.
     *
     * @param ids which; null for all open ones
     * @param by who requested it
     */
    public DeadLetterReport reinject(@Nullable Set<String> ids, boolean dryRun, String by) {
        return change(ids, dryRun, (producer, letter) -> {
            send(producer, original(letter));
            send(producer, decision(letter, REINJECTED, by, ""));
        });
    }

    /**
     * Drops letters.
     *
     * @param reason why they are not needed
     * @param by who requested it
     */
    public DeadLetterReport drop(Set<String> ids, boolean dryRun, String reason, String by) {
        return change(ids, dryRun, (producer, letter) -> send(producer, decision(letter, DROPPED, by, reason)));
    }

    private DeadLetterReport change(
            @Nullable Set<String> ids,
            boolean dryRun,
            BiConsumer<KafkaProducer<byte[], byte[]>, ConsumerRecord<byte[], byte[]>> action) {
        Set<String> done = new LinkedHashSet<>();
        List<Instant> times = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(producerSettings(), new ByteArraySerializer(), new ByteArraySerializer())) {
            topic.forEachOpen(letter -> {
                String id = DeadLetterTopic.id(letter);
                if (ids == null || ids.contains(id)) {
                    if (!dryRun) {
                        action.accept(producer, letter);
                    }
                    done.add(id);
                    times.add(Instant.ofEpochMilli(letter.timestamp()));
                }
            });
        }
        List<String> notOpen = ids == null
                ? List.of()
                : ids.stream().filter(id -> !done.contains(id)).sorted().toList();
        return new DeadLetterReport(
                dryRun,
                List.copyOf(done),
                notOpen,
                times.stream().min(Instant::compareTo).orElse(null));
    }

    private static ProducerRecord<byte[], byte[]> original(ConsumerRecord<byte[], byte[]> letter) {
        Headers headers = new RecordHeaders();
        letter.headers().forEach(header -> {
            if (!header.key().startsWith("dead-letter-")) {
                headers.add(header);
            }
        });
        return new ProducerRecord<>(
                DeadLetterView.sourceTopic(letter), null, null, letter.key(), letter.value(), headers);
    }

    private ProducerRecord<byte[], byte[]> decision(
            ConsumerRecord<byte[], byte[]> letter, String decision, String by, String reason) {
        Headers headers = new RecordHeaders();
        add(headers, DeadLetterTopic.CLOSES_HEADER, DeadLetterTopic.id(letter));
        add(headers, DeadLetterTopic.DECISION_HEADER, decision);
        add(headers, BY_HEADER, by);
        add(headers, WHY_HEADER, reason);
        return new ProducerRecord<>(topic.name(), letter.partition(), null, letter.key(), null, headers);
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException refused) {
            throw new IllegalStateException("Kafka did not take a record for " + record.topic(), refused.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static boolean isBehind(ConsumerRecord<?, ?> letter, @Nullable String after) {
        String[] parts = String.valueOf(after).split("-", 2);
        try {
            int partition = Integer.parseInt(parts[0]);
            return letter.partition() > partition
                    || (letter.partition() == partition && letter.offset() > Long.parseLong(parts[1]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException noId) {
            throw new IllegalArgumentException("after: not the id of a dead letter", noId);
        }
    }

    private Map<String, Object> producerSettings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L);
        return settings;
    }
}
