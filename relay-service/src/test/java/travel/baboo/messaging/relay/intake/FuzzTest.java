package travel.baboo.messaging.relay.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.relay.RelayTestBase;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/**
 * No record on a topic blocks later ones. One header once stopped both consumers for good: the messaging library
 * parsed it before our code.
 */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class FuzzTest extends RelayTestBase {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;
    private static final int RECORDS = 400;

    /** What parsers of CloudEvents, traces and JSON look for, and what they stumble over. */
    private static final List<String> HEADERS = List.of(
            "content-type",
            "ce_id",
            "ce_specversion",
            "ce_source",
            "ce_type",
            "ce_time",
            "ce_subject",
            "ce_dataschema",
            "ce_datacontenttype",
            "ce_x",
            "traceparent",
            "tracestate",
            "baggage",
            "",
            "\u0000");

    private static final List<String> TEXTS = List.of(
            "application/cloudevents+json",
            "application/cloudevents+json; charset=UTF-8",
            "application/json",
            "1.0",
            "0.3",
            "7",
            "",
            " ",
            "/twilio/AC 1/-",
            "::",
            "0000-01-01T00:00:00.000Z",
            "+999999999-12-31T23:59:59Z",
            "now",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-zz-zz-zz",
            "\u0000",
            "\ud83d",
            "travel.baboo.twilio.message-added.v1");

    private static final List<String> VALUES = List.of(
            "",
            "null",
            "[]",
            "{}",
            "7",
            "\"text\"",
            "{\"eventType\":\"onMessageAdded\"}",
            "[{oops",
            "{\"specversion\":\"1.0\"}",
            "{\"eventType\":null,\"fields\":{}}",
            "{\"eventType\":\"onMessageAdded\",\"occurredAt\":\"+1000000-01-01T00:00:00Z\",\"receivedAt\":\"2026-01-01T00:00:00Z\","
                    + "\"origin\":\"webhook\",\"fields\":{}}",
            "{\"eventType\":\"onMessageAdded\",\"occurredAt\":1e300,\"receivedAt\":-1e300,\"origin\":\"webhook\",\"fields\":{}}",
            "{\"eventType\":\"x\u0000y\",\"conversationSid\":\"\\u0000\",\"occurredAt\":\"2026-01-01T00:00:00Z\","
                    + "\"receivedAt\":\"2026-01-01T00:00:00Z\",\"origin\":\"webhook\",\"fields\":{\"a\":[1,null,{}]}}",
            "{\"eventType\":\"onMessageAdded\",\"conversationSid\":\"CH1\",\"resourceSid\":\"IM1\",\"messageIndex\":9223372036854775807,"
                    + "\"occurredAt\":\"2026-01-01T00:00:00Z\",\"receivedAt\":\"2026-01-01T00:00:00Z\",\"origin\":\"webhook\","
                    + "\"fields\":{\"Index\":\"9223372036854775807\",\"Media\":\"[{oops\",\"Attributes\":\"{\\\"hops\\\":1e99}\"}}",
            "{\"conversationSid\":\"CH2\",\"state\":\"active\",\"version\":-5}",
            "{\"conversationSid\":\"\\u0000\",\"state\":\"active\"}",
            "{\"conversationSid\":null,\"state\":null}");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers = "";

    @Test
    void theRecordsBehindItAreTaken() throws ExecutionException, InterruptedException {
        long seed = 20_260_811;
        Random random = new Random(seed);
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                sent.add(producer.send(record("twilio.events", random)));
                sent.add(producer.send(record("conversation.directory", random)));
            }
            // The inputs as they were found.
            sent.add(producer.send(with("twilio.events", "{}", "content-type", "application/cloudevents+json")));
            sent.add(producer.send(
                    with("conversation.directory", "{}", "content-type", "application/cloudevents+json")));
            sent.add(producer.send(with("twilio.events", "{}", "ce_time", "0000-01-01T00:00:00.000Z")));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }

        directory("sms", "+15551230501");
        expertWrites(0, "behind it");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly("behind it"));
    }

    /** Fields that cannot be read are left out, are named, and stop nothing. */
    @Test
    void aFieldThatCannotBeReadIsLeftOutAndNamed() {
        directory("sms", "+15551230502");
        Map<String, String> fields =
                new LinkedHashMap<>(messageFields(Instant.now(), 0, "maria@example.com", "SDK", "odd", "{}"));
        fields.put("Media", "[{oops");
        fields.put("Index", "99999999999999999999");
        fields.put("DateCreated", "0000-01-01T00:00:00.000Z");
        publish("onMessageAdded", fields);
        message(0, "maria@example.com", "SDK", "behind it", "{}");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly("odd", "behind it"));
        assertThat(takenBy(HOOK).get(0).getString("body"))
                .contains("\"unreadable\":[")
                .contains("Media", "Index", "DateCreated")
                .doesNotContain("oops");
    }

    /** The header's id is the id: an instance of another release may derive another from the same content. */
    @Test
    void theIdAndTypeOfARecordAreThoseOfItsHeaders() {
        directory("sms", "+15551230503");
        String id = "message-added:from-the-header-" + conversation;
        topicsWriteWith(id, "travel.baboo.twilio.message-added.v1");

        await().atMost(PATIENCE).until(() -> takenBy(HOOK).size() == 1);

        assertThat(takenBy(HOOK).get(0).getString("body")).contains("\"id\":\"" + id + "\"");
        assertThat(deliveriesTo("make").get(0)).containsEntry("eventId", id);
    }

    private void topicsWriteWith(String id, String type) {
        topics().writeWithHeaders(
                        event("onMessageAdded", messageFields(Instant.now(), 0, "dave", "SDK", "named", "{}")),
                        Map.of("ce_id", id, "ce_type", type));
    }

    private static ProducerRecord<byte[], byte[]> with(String topic, String value, String header, String text) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, null, bytes(value));
        record.headers().add(header, bytes(text));
        return record;
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Random random) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, random.nextInt(4) == 0 ? null : some(random), value(random));
        for (int i = random.nextInt(6); i > 0; i--) {
            record.headers()
                    .add(HEADERS.get(random.nextInt(HEADERS.size())), random.nextInt(8) == 0 ? null : some(random));
        }
        return record;
    }

    private static byte @Nullable [] value(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> noise(random);
            default -> bytes(VALUES.get(random.nextInt(VALUES.size())));
        };
    }

    private static byte[] some(Random random) {
        return random.nextInt(4) == 0 ? noise(random) : bytes(TEXTS.get(random.nextInt(TEXTS.size())));
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(64)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
