package travel.baboo.messaging.relay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Writes to the topics that the relay reads. */
@Singleton
public class TopicWriter {

    private final ObjectMapper json;
    private final KafkaProducer<String, byte[]> producer;

    TopicWriter(ObjectMapper json, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.json = json;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    }

    void write(TwilioEvent event) {
        send(TwilioEvent.TOPIC, event.key(), bytes(event));
    }

    /** A record with these headers. */
    public void writeWithHeaders(TwilioEvent event, Map<String, String> headers) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(TwilioEvent.TOPIC, event.key(), bytes(event));
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        send(record);
    }

    /** A record of {@code conversation.directory} without a value. */
    void writeTombstone(String conversationSid) {
        send(DirectoryEntry.TOPIC, conversationSid, null);
    }

    void write(DirectoryEntry entry) {
        send(DirectoryEntry.TOPIC, entry.conversationSid(), bytes(entry));
    }

    void write(AttentionEvent decision) {
        send(AttentionEvent.TOPIC, decision.conversationSid(), bytes(decision));
    }

    void writeRaw(String key, String text) {
        writeRaw(TwilioEvent.TOPIC, key, text);
    }

    void writeRaw(String topic, String key, String text) {
        send(topic, key, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A record without a value. */
    void writeNothing(String key) {
        send(TwilioEvent.TOPIC, key, null);
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(String topic, String key, byte @Nullable [] value) {
        send(new ProducerRecord<>(topic, key, value));
    }

    private void send(ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @PreDestroy
    void close() {
        producer.close();
    }
}
