package travel.baboo.messaging.conversation;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.sandbox.embedded.TopicRecords;

/** Reads a topic from its start until the wanted record is there. */
@Singleton
public class TopicReader {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final String topic;

    @Inject
    TopicReader(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        this(bootstrapServers, TwilioEvent.TOPIC);
    }

    TopicReader(String bootstrapServers, String topic) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
    }

    /** The first record with this CloudEvents id. */
    public ConsumerRecord<String, byte[]> await(String id) {
        return await(id, record -> id.equals(header(record, "ce_id")));
    }

    /** The first record that the reconciler published with an id that begins so. */
    public ConsumerRecord<String, byte[]> awaitFound(String idPrefix) {
        return await(
                idPrefix + "… of the reconciler",
                record -> header(record, "ce_id").startsWith(idPrefix)
                        && new String(record.value(), StandardCharsets.UTF_8).contains("\"origin\":\"reconciler\""));
    }

    /** The first record with this key. */
    ConsumerRecord<String, byte[]> awaitKey(String key) {
        return await("a record of " + key, record -> key.equals(record.key()));
    }

    private ConsumerRecord<String, byte[]> await(String what, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        try {
            TopicRecords.readUntil(
                    bootstrapServers,
                    topic,
                    PATIENCE,
                    record -> wanted.test(record) ? found.add(record) : !others.add(header(record, "ce_id")));
        } catch (AssertionError e) {
            throw new AssertionError(what + " is not among " + others, e);
        }
        return found.get(0);
    }

    /** A header's text; empty when there is none. */
    public static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
