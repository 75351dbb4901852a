package travel.baboo.messaging.ingest.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;
import travel.baboo.messaging.sandbox.embedded.KafkaSettings;

/**
 * The packaged service with a real Kafka, killed under load at random moments, over and over, on the same journal. Half of the load are
 * webhooks, half are batches of Event Streams. Few times in
 * the build; {@code -Dcrash.kills=50} for more, {@code -Dcrash.seed=…} to repeat the dice.
 */
class ServiceCrashIT {

    private static final int SENDERS = 8;
    private static final int KILLS = Integer.getInteger("crash.kills", 3);

    private final long seed = Long.getLong("crash.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final List<Sender> senders = IntStream.range(0, SENDERS)
            .mapToObj(number -> new Sender(number, number % 2 == 1, acknowledged))
            .toList();

    @TempDir
    Path folder;

    @Test
    void whatWasAnsweredReachesTheTopicInOrderHoweverOftenTheServiceIsKilled() throws Exception {
        try (EmbeddedKafkaServer kafka = startKafka()) {
            for (int round = 0; round < KILLS; round++) {
                try (ServerProcess service = ServerProcess.ingest(folder, "ingest", kafka.bootstrapServers())) {
                    sendAndKill(service);
                }
            }
            try (ServerProcess service = ServerProcess.ingest(folder, "ingest", kafka.bootstrapServers())) {
                awaitDrained(service);
            }
            List<String> published = readTopic(kafka.bootstrapServers());
            System.out.printf(
                    "Service crash test: %d kills, %d answered, %d on the topic with repeats, seed %d%n",
                    KILLS, acknowledged.size(), published.size(), seed);
            assertThat(acknowledged).as("by webhook").anyMatch(id -> isOf(id, 0));
            assertThat(acknowledged).as("by Event Streams").anyMatch(id -> isOf(id, 1));
            assertNothingIsLostOrOutOfOrder(published);
        }
    }

    @Test
    void aServiceThatIsStoppedKeepsWhatKafkaDoesNotHaveForItsNextStart() throws Exception {
        try (ServerProcess alone = ServerProcess.ingest(folder, "ingest", "localhost:1")) {
            for (Sender sender : senders) {
                sender.send(alone.port());
            }
            assertThat(alone.stop()).isLessThan(Duration.ofMinutes(1));
        }
        assertThat(acknowledged).hasSize(SENDERS / 2 * (1 + Sender.BATCH));
        try (EmbeddedKafkaServer kafka = startKafka();
                ServerProcess service = ServerProcess.ingest(folder, "ingest", kafka.bootstrapServers())) {
            awaitDrained(service);
            senders.get(0).send(service.port());
            awaitDrained(service);
            service.stop();
            assertThat(readTopic(kafka.bootstrapServers())).containsExactlyInAnyOrderElementsOf(acknowledged);
        }
    }

    private static boolean isOf(String id, int way) {
        return Integer.parseInt(id.substring(2, 34), 16) % 2 == way;
    }

    /** The first kill comes after the first answer, so that there is something to lose; later ones may come before any. */
    private void sendAndKill(ServerProcess service) throws InterruptedException {
        List<Thread> threads = senders.stream()
                .map(sender -> new Thread(() -> sender.sendUntilItBreaks(service.port())))
                .toList();
        threads.forEach(Thread::start);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(acknowledged).anyMatch(id -> isOf(id, 0)).anyMatch(id -> isOf(id, 1)));
        Thread.sleep(random.nextInt(1_500));
        service.kill();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void awaitDrained(ServerProcess service) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(service.metric("baboo_ingest_journal_backlog"))
                        .isZero());
    }

    /** First occurrences hold every answered message, in the order in which its conversation's were sent. */
    private void assertNothingIsLostOrOutOfOrder(List<String> published) {
        Set<String> firsts = new LinkedHashSet<>(published);
        assertThat(firsts).as("seed %d", seed).containsAll(acknowledged);
        Map<String, List<String>> byConversation =
                firsts.stream().collect(Collectors.groupingBy(id -> id.substring(0, 34)));
        byConversation.forEach((conversation, ids) ->
                assertThat(ids).as("seed %d, %s", seed, conversation).isSorted());
    }

    private static List<String> readTopic(String bootstrapServers) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(TwilioEvent.TOPIC).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> ids = new ArrayList<>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    ids.add(record.key() + " "
                            + new String(record.headers().lastHeader("ce_id").value(), UTF_8));
                }
            }
            return ids;
        }
    }

    private EmbeddedKafkaServer startKafka() throws IOException, InterruptedException {
        EmbeddedKafkaServer kafka =
                EmbeddedKafkaServer.start(KafkaSettings.temporary().withDataDirectory(folder.resolve("kafka")));
        kafka.createTopic(TwilioEvent.TOPIC, 6, Map.of());
        return kafka;
    }
}
