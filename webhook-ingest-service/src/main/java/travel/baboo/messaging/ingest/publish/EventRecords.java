package travel.baboo.messaging.ingest.publish;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.trace.TraceParent;
import travel.baboo.messaging.ingest.journal.JournalRecord;
import travel.baboo.messaging.ingest.webhook.UnknownVersionException;
import travel.baboo.messaging.ingest.webhook.WebhookEvents;
import travel.baboo.messaging.ingest.webhook.WebhookRequest;
import travel.baboo.messaging.ingest.webhook.WebhookRequestCodec;

/** Turns a journaled webhook into a record for {@code twilio.events}: a CloudEvent in binary mode. */
@Singleton
class EventRecords {

    /** A record for Kafka, and the time of its webhook's receipt. */
    record Outgoing(ProducerRecord<String, byte[]> record, Instant receivedAt) {

        String key() {
            return record.key();
        }
    }

    private final WebhookEvents events;
    private final PublishTraces traces;
    private final ObjectMapper json;
    private final Clock clock;

    EventRecords(WebhookEvents events, PublishTraces traces, ObjectMapper json, Clock clock) {
        this.events = events;
        this.traces = traces;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The record for a journal entry.
     *
     * @throws UnreadableRecordException if it cannot be turned into an event
     * @throws UnknownVersionException if a newer release wrote it
     */
    @SuppressWarnings("CatchingUnchecked") // Whatever is wrong with one record must not stop the others.
    Outgoing of(JournalRecord entry) throws UnreadableRecordException, UnknownVersionException {
        try {
            return of(WebhookRequestCodec.decode(entry.payload()));
        } catch (RuntimeException unreadable) {
            throw new UnreadableRecordException(unreadable);
        }
    }

    private Outgoing of(WebhookRequest webhook) {
        TwilioEvent event = events.read(webhook);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(TwilioEvent.TOPIC, null, timestamp(webhook), event.key(), data(event));
        CloudEventAttributes attributes = CloudEventAttributes.of(event);
        attributes.headers().forEach((name, value) -> record.headers()
                .add(name, value.getBytes(StandardCharsets.UTF_8)));
        @Nullable String traceparent = traces.created(attributes, event.key(), webhook.traceparent());
        if (traceparent != null) {
            record.headers().add(TraceParent.HEADER, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        return new Outgoing(record, webhook.receivedAt());
    }

    /**
     * The time of receipt, in epoch milliseconds. Brokers reject timestamps more than an hour ahead of their clock
     * ({@code message.timestamp.after.max.ms}); a webhook received while our clock was wrong gets the current time.
     */
    private long timestamp(WebhookRequest webhook) {
        return Math.max(0, Math.min(webhook.receivedAt().toEpochMilli(), clock.millis()));
    }

    private byte[] data(TwilioEvent event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is always JSON", e);
        }
    }
}
