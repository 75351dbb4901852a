package travel.baboo.messaging.ingest.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.trace.TraceParent;
import travel.baboo.messaging.ingest.webhook.WebhookEvents;
import travel.baboo.messaging.ingest.webhook.WebhookRequest;

/** Turns a journaled webhook into the record for {@code twilio.events}: a CloudEvent in binary mode. */
@Singleton
class EventRecords {

    private final WebhookEvents events;
    private final PublishTraces traces;
    private final ObjectMapper json;

    EventRecords(WebhookEvents events, PublishTraces traces, ObjectMapper json) {
        this.events = events;
        this.traces = traces;
        this.json = json;
    }

    ProducerRecord<String, byte[]> of(WebhookRequest webhook) {
        TwilioEvent event = events.read(webhook);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(TwilioEvent.TOPIC, event.key(), data(event));
        CloudEventAttributes attributes = CloudEventAttributes.of(event);
        attributes.headers().forEach((name, value) -> record.headers()
                .add(name, value.getBytes(StandardCharsets.UTF_8)));
        @Nullable String traceparent = traces.created(attributes, event.key(), webhook.traceparent());
        if (traceparent != null) {
            record.headers().add(TraceParent.HEADER, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        return record;
    }

    private byte[] data(TwilioEvent event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is always JSON", e);
        }
    }
}
