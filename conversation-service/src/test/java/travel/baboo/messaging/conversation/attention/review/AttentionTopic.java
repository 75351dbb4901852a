package travel.baboo.messaging.conversation.attention.review;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.conversation.TopicReader;
import travel.baboo.messaging.sandbox.embedded.TopicRecords;

/** Reads {@code conversation.attention}. */
@Singleton
public class AttentionTopic {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ObjectMapper json;
    private final String bootstrapServers;

    AttentionTopic(ObjectMapper json, @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this.json = json;
        this.bootstrapServers = bootstrapServers;
    }

    /** The events about a conversation in order, once there are enough. */
    public List<ConsumerRecord<String, byte[]>> await(
            String conversation, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        TopicRecords.readUntil(
                bootstrapServers,
                AttentionEvent.TOPIC,
                PATIENCE,
                record -> conversation.equals(record.key()) && found.add(record) && enough.test(found));
        return found;
    }

    public AttentionEvent event(ConsumerRecord<String, byte[]> record) {
        try {
            return json.readValue(record.value(), AttentionEvent.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String id(ConsumerRecord<String, byte[]> record) {
        return TopicReader.header(record, "ce_id");
    }

    static String type(ConsumerRecord<String, byte[]> record) {
        return TopicReader.header(record, "ce_type");
    }
}
