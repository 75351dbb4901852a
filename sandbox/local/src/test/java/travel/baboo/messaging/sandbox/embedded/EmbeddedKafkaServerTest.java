package travel.baboo.messaging.sandbox.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedKafkaServerTest {

    @TempDir
    Path folder;

    @Test
    void keepsRecordsAcrossARestartOnOtherPorts() throws Exception {
        // given
        KafkaSettings settings = KafkaSettings.temporary().withDataDirectory(folder.resolve("kafka"));
        try (EmbeddedKafkaServer server = EmbeddedKafkaServer.start(settings)) {
            send(server, "notes", "still here");
        }

        // when
        try (EmbeddedKafkaServer server = EmbeddedKafkaServer.start(settings)) {

            // then
            assertThat(receiveOne(server, "notes")).isEqualTo("still here");
        }
    }

    @Test
    void keepsAnAcknowledgedRecordWhenItsProcessIsKilled() throws Exception {
        // given
        KafkaSettings settings = KafkaSettings.temporary().withDataDirectory(folder.resolve("kafka"));
        try (EmbeddedKafkaServer server = EmbeddedKafkaServer.start(settings)) {
            send(server, "notes", "survivor");
            server.process().destroyForcibly();
            server.process().onExit().get(30, TimeUnit.SECONDS);
        }

        // when
        try (EmbeddedKafkaServer server = EmbeddedKafkaServer.start(settings)) {

            // then
            assertThat(receiveOne(server, "notes")).isEqualTo("survivor");
        }
    }

    @Test
    void givesATopicTheChosenNumberOfPartitionsAndEndsWithoutATrace() throws Exception {
        // given
        EmbeddedKafkaServer server =
                EmbeddedKafkaServer.start(KafkaSettings.temporary().withPartitions(3));
        try (server;
                KafkaProducer<String, String> producer = producer(server)) {
            // when
            server.createTopic("directory", 2, Map.of("cleanup.policy", "compact"));
            server.createTopic("directory", 4, Map.of());

            // then
            assertThat(producer.partitionsFor("directory")).hasSize(2);
            assertThat(producer.partitionsFor("made-by-a-client")).hasSize(3);
        }
        assertThat(server.process().isAlive()).isFalse();
    }

    private static void send(EmbeddedKafkaServer server, String topic, String text) throws Exception {
        try (KafkaProducer<String, String> producer = producer(server)) {
            producer.send(new ProducerRecord<>(topic, text)).get();
        }
    }

    private static KafkaProducer<String, String> producer(EmbeddedKafkaServer server) {
        Map<String, Object> configuration = Map.of("bootstrap.servers", server.bootstrapServers(), "acks", "all");
        return new KafkaProducer<>(configuration, new StringSerializer(), new StringSerializer());
    }

    private static String receiveOne(EmbeddedKafkaServer server, String topic) {
        Map<String, Object> configuration = Map.of(
                "bootstrap.servers", server.bootstrapServers(), "group.id", "test", "auto.offset.reset", "earliest");
        List<String> received = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (received.isEmpty()) {
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
                    received.add(record.value());
                }
            }
        }
        return received.get(0);
    }
}
