package travel.baboo.messaging.common.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;
import travel.baboo.messaging.sandbox.embedded.KafkaSettings;

class DeadLetterServiceTest {

    private static final String CONVERSATION = "CH0123456789abcdef0123456789abcdef";
    private static final String VALUE =
            """
            {"eventType":"onMessageAdded","fields":{"MessageSid":"IM0123456789abcdef0123456789abcdef","Index":"3",
             "Source":"SMS","Author":"+15558675310","Body":"Hi","Attributes":"{}","elena@baboo.example":"x"}}
            """;

    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static EmbeddedKafkaServer kafka;

    private String source;
    private String topic;
    private DeadLetterService letters;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafkaServer.start(KafkaSettings.temporary());
    }

    @AfterAll
    static void stopKafka() throws IOException {
        kafka.close();
    }

    @BeforeEach
    void topics() {
        source = "events-" + TOPICS.incrementAndGet();
        topic = source + ".mirror.dlq";
        letters =
                new DeadLetterService(Map.of("bootstrap.servers", kafka.bootstrapServers()), topic, new ObjectMapper());
    }

    @Test
    void beforeAnythingWasDeadLetteredNothingIsOpen() {
        assertThat(letters.list(null, 10)).isEqualTo(new DeadLetterPage(List.of(), 0, null));
        assertThat(letters.reinject(null, false, "test").done()).isEmpty();
    }

    @Test
    void lettersAreListedPageByPageOldestFirst() throws Exception {
        deadLetter(5);

        DeadLetterPage first = letters.list(null, 2);
        DeadLetterPage second = letters.list(first.next(), 2);
        DeadLetterPage third = letters.list(second.next(), 2);

        assertThat(ids(first, second, third)).containsExactly("0-0", "0-1", "0-2", "0-3", "0-4");
        assertThat(first.open()).isEqualTo(5);
        assertThat(third.next()).isNull();
        DeadLetter letter = first.items().get(0);
        assertThat(letter.reason()).isEqualTo("no place for it");
        assertThat(letter.sourceTopic()).isEqualTo(source);
        assertThat(letter.sourcePartition()).isEqualTo(7);
        assertThat(letter.sourceOffset()).isEqualTo(100);
        assertThat(letter.conversationSid()).isEqualTo(CONVERSATION);
        assertThat(letter.eventId()).isEqualTo("message-added:IM0");
    }

    @Test
    void aLetterIsShownWithoutAnythingOfAPerson() throws Exception {
        deadLetter(1);

        assertThat(letters.find("0-0").orElseThrow().fields())
                .containsExactly(
                        "MessageSid=IM0123456789abcdef0123456789abcdef",
                        "Index=3",
                        "Source=SMS",
                        "Author=[12 characters]",
                        "Body=[2 characters]",
                        "Attributes=[2 characters]",
                        "[19 characters]=[1 characters]");
        assertThat(letters.find("0-1")).isEmpty();
    }

    @Test
    void aDryRunChangesNothing() throws Exception {
        deadLetter(2);

        DeadLetterReport report = letters.reinject(null, true, "test");

        assertThat(report.done()).containsExactly("0-0", "0-1");
        assertThat(report.oldest()).isNotNull();
        assertThat(letters.list(null, 10).open()).isEqualTo(2);
        assertThat(read(topic)).hasSize(2);
    }

    @Test
    void aReinjectedRecordIsTheRecordThatCame() throws Exception {
        deadLetter(3);

        DeadLetterReport report = letters.reinject(Set.of("0-1", "0-9"), false, "test");

        assertThat(report.done()).containsExactly("0-1");
        assertThat(report.notOpen()).containsExactly("0-9");
        ConsumerRecord<String, byte[]> record = read(source).get(0);
        assertThat(record.key()).isEqualTo(CONVERSATION);
        assertThat(record.value()).isEqualTo(VALUE.getBytes(StandardCharsets.UTF_8));
        assertThat(headers(record.headers())).isEqualTo(Map.of("ce_id", "message-added:IM1", "traceparent", "00-1"));
        assertThat(ids(letters.list(null, 10))).containsExactly("0-0", "0-2");
    }

    @Test
    void aLetterIsReinjectedOnceHoweverOftenItIsAskedFor() throws Exception {
        deadLetter(1);

        letters.reinject(null, false, "test");
        DeadLetterReport again = letters.reinject(Set.of("0-0"), false, "test");

        assertThat(again.notOpen()).containsExactly("0-0");
        assertThat(read(source)).hasSize(1);
    }

    @Test
    void aDroppedLetterStaysOnTheTopicWithWhoAndWhy() throws Exception {
        deadLetter(1);

        letters.drop(Set.of("0-0"), false, "a test of ours", "operator@baboo.example");

        assertThat(letters.list(null, 10).open()).isZero();
        assertThat(headers(read(topic).get(1).headers()))
                .containsEntry("dead-letter-closes", "0-0")
                .containsEntry("dead-letter-decision", "dropped")
                .containsEntry("dead-letter-closed-by", "operator@baboo.example")
                .containsEntry("dead-letter-closed-because", "a test of ours");
    }

    @Test
    void theCommandDoesTheSame() throws Exception {
        deadLetter(2);

        assertThat(command("list").lines()).hasSize(2).first().asString().contains("\"id\":\"0-0\"");
        assertThat(command("show", "0-0")).contains("Author=[12 characters]").doesNotContain("+1555");
        assertThat(command("reinject", "--all", "--dry-run")).contains("\"dryRun\":true");
        assertThat(command("reinject", "0-0")).contains("\"done\":[\"0-0\"]");
        assertThat(command("drop", "0-1", "--reason", "not needed")).contains("\"done\":[\"0-1\"]");
        assertThat(command("list")).isEmpty();
        assertThat(read(source)).hasSize(1);
    }

    @Test
    void wrongArgumentsAreRefusedAndChangeNothing() throws Exception {
        deadLetter(1);
        List<List<String>> wrong = List.of(
                List.of(),
                List.of("all"),
                List.of("show"),
                List.of("reinject"),
                List.of("reinject", "0-0", "--all"),
                List.of("reinject", "--all", "--dryrun"),
                List.of("drop", "0-0"),
                List.of("drop", "0-0", "--reason", " "),
                List.of("drop", "--reason", "x"));

        for (List<String> arguments : wrong) {
            assertThat(exitCode(arguments)).as("%s", arguments).isEqualTo(2);
        }
        assertThat(letters.list(null, 10).open()).isEqualTo(1);
    }

    private String command(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int code = DeadLettersCommand.run(
                List.of(arguments), environment(), topic, print(out), print(new ByteArrayOutputStream()));
        assertThat(code).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    private int exitCode(List<String> arguments) {
        PrintStream nowhere = print(new ByteArrayOutputStream());
        return DeadLettersCommand.run(arguments, environment(), topic, nowhere, nowhere);
    }

    private static PrintStream print(ByteArrayOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private static Map<String, String> environment() {
        return Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    }

    private void deadLetter(int count) throws Exception {
        kafka.createTopic(source, 1, Map.of());
        kafka.createTopic(topic, 1, Map.of());
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                ConsumerRecord<String, byte[]> record =
                        new ConsumerRecord<>(source, 7, 100 + i, CONVERSATION, VALUE.getBytes(StandardCharsets.UTF_8));
                record.headers().add("ce_id", ("message-added:IM" + i).getBytes(StandardCharsets.UTF_8));
                record.headers().add("traceparent", ("00-" + i).getBytes(StandardCharsets.UTF_8));
                Message<byte[]> message = DeadLetters.of(record, "no place for it");
                OutgoingKafkaRecordMetadata<?> metadata =
                        message.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
                producer.send(new ProducerRecord<>(
                                topic, null, (String) metadata.getKey(), message.getPayload(), metadata.getHeaders()))
                        .get();
            }
        }
    }

    private static List<String> ids(DeadLetterPage... pages) {
        return List.of(pages).stream()
                .flatMap(page -> page.items().stream())
                .map(DeadLetter::id)
                .toList();
    }

    private static Map<String, String> headers(Headers headers) {
        Map<String, String> texts = new HashMap<>();
        for (Header header : headers) {
            texts.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static List<ConsumerRecord<String, byte[]>> read(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }
}
