package travel.baboo.messaging.conversation.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.work.InTurn;

/** Publishes findings to {@code twilio.events} in the ingest's format: same key, ids and data. */
@Singleton
class EventPublisher {

    private final ObjectMapper json;
    private final MutinyEmitter<byte[]> emitter;

    EventPublisher(ObjectMapper json, @Channel("twilio-events-found") MutinyEmitter<byte[]> emitter) {
        this.json = json;
        this.emitter = emitter;
    }

    /** Completes when Kafka has acknowledged all of them. */
    Uni<Void> publish(List<TwilioEvent> events) {
        return InTurn.each(events, this::publish);
    }

    private Uni<Void> publish(TwilioEvent event) {
        Headers headers = new RecordHeaders();
        CloudEventAttributes.of(event)
                .headers()
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(event.key())
                .withHeaders(headers)
                .build();
        return emitter.sendMessage(Message.of(data(event)).addMetadata(metadata));
    }

    private byte[] data(TwilioEvent event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is always JSON", e);
        }
    }
}
