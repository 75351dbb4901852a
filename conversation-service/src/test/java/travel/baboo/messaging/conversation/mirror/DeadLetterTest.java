package travel.baboo.messaging.conversation.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.WebhookBridge;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The mirror continues whatever is on the topic. Records that it cannot apply become dead letters that an operator can inspect. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class DeadLetterTest extends Journey {

    private static final String PATH = "/api/admin/dead-letters";

    @Inject
    WebhookBridge topic;

    @Inject
    ObjectMapper json;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    /** The inputs of F1, then arbitrary headers, keys and bytes; the next event is mirrored all the same. */
    @Test
    void noRecordStopsTheMirror() throws Exception {
        Random random = new Random(20261128);
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            byte[] event = json.writeValueAsBytes(event("CH" + hex(), "onConversationAdded", "FriendlyName", "Odd"));
            for (Map<String, byte[]> headers : List.of(
                    Map.of("content-type", bytes("application/cloudevents+json")),
                    Map.of(
                            "ce_specversion",
                            bytes("1.0"),
                            "ce_id",
                            bytes("x"),
                            "ce_source",
                            bytes("AC 1\u0001"),
                            "ce_type",
                            bytes("")),
                    Map.of("ce_specversion", bytes("1.0"), "ce_time", bytes("0000-01-01T00:00:00.000Z")),
                    Map.of("traceparent", new byte[] {0, -1}, "ce_id", new byte[] {-1, -2}))) {
                send(producer, bytes("key"), event, headers);
                send(producer, null, bytes("[]"), headers);
                send(producer, new byte[] {-1}, null, headers);
            }
            for (int i = 0; i < 300; i++) {
                byte[] value = random.nextInt(4) == 0 ? null : spoilt(event, random);
                send(producer, random.nextBoolean() ? null : noise(random), value, headers(random));
            }
        }
        String sid = "CH" + hex();
        topic.publish(event(sid, "onConversationAdded", "FriendlyName", "Behind them"));
        await().atMost(PATIENCE)
                .until(() -> as(admin).get("/api/conversations/" + sid).statusCode() == 200);
        as(admin).get(PATH).then().statusCode(200).body("open", greaterThanOrEqualTo(8));
    }

    @Test
    void anEventThatCannotBeAppliedIsListedShownReinjectedAndDropped() {
        String sid = "CH" + hex();
        topic.publish(event(sid, "onMessageAdded", "Body", "secret words", "Author", "+15551239999"));
        String id = await().atMost(PATIENCE).until(() -> letterOf(sid), found -> !found.isEmpty());
        String shown = as(admin)
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("conversationSid", equalTo(sid))
                .body("reason", equalTo("the event has no MessageSid"))
                .extract()
                .asString();
        assertThat(shown).contains("Body=").doesNotContain("secret words", "+15551239999");
        as(admin)
                .body(Map.of("ids", List.of(id), "dryRun", true))
                .post(PATH + "/reinject")
                .then()
                .statusCode(200)
                .body("done", equalTo(List.of(id)));
        assertThat(letterOf(sid)).isEqualTo(id);
        as(admin)
                .body(Map.of("ids", List.of(id)))
                .post(PATH + "/reinject")
                .then()
                .statusCode(200);
        String again =
                await().atMost(PATIENCE).until(() -> letterOf(sid), found -> !found.isEmpty() && !found.equals(id));
        as(admin)
                .body(Map.of("ids", List.of(again)))
                .post(PATH + "/drop")
                .then()
                .statusCode(400);
        as(admin)
                .body(Map.of("ids", List.of(again), "reason", "made for a test"))
                .post(PATH + "/drop")
                .then()
                .statusCode(200);
        as(admin).get(PATH + "/" + again).then().statusCode(404);
    }

    /** One event that PostgreSQL refuses: those beside it in the batch are applied. */
    @Test
    void whatPostgresRefusesIsTheOnlyDeadLetter() {
        String good = "CH" + hex();
        StringBuilder tooLong = new StringBuilder("CH");
        for (int i = 0; i < 300; i++) {
            tooLong.append(hex());
        }
        topic.publish(event(tooLong.toString(), "onConversationAdded", "FriendlyName", "No index takes this key"));
        topic.publish(event(good, "onConversationAdded", "FriendlyName", "Good"));
        await().atMost(PATIENCE)
                .until(() -> as(admin).get("/api/conversations/" + good).statusCode() == 200);
        await().atMost(PATIENCE)
                .until(() -> as(admin).get(PATH + "?limit=500").<List<String>>path("items.reason").stream()
                        .anyMatch(reason -> reason.startsWith("PostgreSQL refuses it: 54")));
    }

    private String letterOf(String sid) {
        String found =
                as(admin).get(PATH + "?limit=500").path("items.find { it.conversationSid == '" + sid + "' }?.id");
        return found == null ? "" : found;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Map<String, byte[]> headers)
            throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TwilioEvent.TOPIC, key, value);
        headers.forEach((name, header) -> record.headers().add(name, header));
        producer.send(record).get();
    }

    private static Map<String, byte[]> headers(Random random) {
        Map<String, byte[]> headers = new HashMap<>();
        for (String name :
                List.of("content-type", "ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time", "traceparent")) {
            if (random.nextBoolean()) {
                headers.put(name, noise(random));
            }
        }
        headers.put(new String(noise(random), StandardCharsets.ISO_8859_1), noise(random));
        return headers;
    }

    /** The event's bytes with some of them changed, cut off, or put in between. */
    private static byte[] spoilt(byte[] event, Random random) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : event) {
            bytes.add(b);
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.size());
            switch (random.nextInt(3)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.add(at, (byte) random.nextInt(256));
                default -> bytes.remove(at);
            }
        }
        byte[] spoilt = new byte[bytes.size()];
        for (int i = 0; i < spoilt.length; i++) {
            spoilt[i] = bytes.get(i);
        }
        return spoilt;
    }

    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(40)];
        random.nextBytes(noise);
        return noise;
    }

    private static TwilioEvent event(String conversation, String type, String... pairs) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "EventType",
                type,
                "ConversationSid",
                conversation,
                "State",
                "active",
                "DateCreated",
                Instant.now().toString()));
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        return TwilioEvents.fromFields(type, TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
