package travel.baboo.messaging.conversation.attention.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.conversation.directory.OutboxQueue;

/** Publishes decisions on {@code conversation.attention}, as CloudEvents in binary mode. Consumers deduplicate by the CloudEvents id. */
@Singleton
public class AttentionPublisher {

    private final MutinyEmitter<String> emitter;
    private final ObjectMapper json;
    private final OutboxQueue queue;

    AttentionPublisher(Pool pool, @Channel("conversation-attention") MutinyEmitter<String> emitter, ObjectMapper json) {
        this.emitter = emitter;
        this.json = json;
        this.queue = new OutboxQueue(pool, "attention_outbox", this::send);
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> publish() {
        return queue.run();
    }

    void stop(@Observes ShutdownEvent event) {
        queue.stop();
    }

    /** Wakes the publisher before its next tick. */
    void wake() {
        queue.wake();
    }

    private Uni<Void> send(OutboxQueue.Item entry) {
        RecordHeaders headers = new RecordHeaders();
        event(entry)
                .attributes()
                .headers()
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return emitter.sendMessage(Message.of(String.valueOf(entry.payload()))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(entry.key())
                        .withHeaders(headers)
                        .build()));
    }

    private AttentionEvent event(OutboxQueue.Item entry) {
        try {
            return json.readValue(entry.payload(), AttentionEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored payload is always an attention event", e);
        }
    }
}
