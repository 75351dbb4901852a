package travel.baboo.messaging.common.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * An event as a consumer of {@value TwilioEvent#TOPIC} receives it. The only decoder, so that all consumers agree on what an event is
 * and on its id.
 *
 * <p>The record's headers identify the event. They are derived from the content only if missing: another
 * release could derive them differently, and one event must not get two ids.
 *
 * @param id the CloudEvents id
 * @param type the CloudEvents type
 * @param event the data; its {@code occurredAt} and {@code receivedAt} are within a range that every store supports
 * @param unreadableFields names of known fields that cannot be read and are treated as absent
 */
public record ReceivedEvent(String id, String type, TwilioEvent event, List<String> unreadableFields) {

    public ReceivedEvent {
        unreadableFields = List.copyOf(unreadableFields);
    }

    /**
     * Decodes a record.
     *
     * @throws UnreadableEventException if it is not an event; nothing else is thrown
     */
    public static ReceivedEvent read(ObjectMapper json, ConsumerRecord<?, byte[]> record)
            throws UnreadableEventException {
        TwilioEvent event = data(json, record.value());
        CloudEventAttributes derived = CloudEventAttributes.of(event);
        return new ReceivedEvent(
                header(record, CloudEventAttributes.ID_HEADER).orElse(derived.id()),
                header(record, CloudEventAttributes.TYPE_HEADER).orElse(derived.type()),
                event,
                event.fields().unreadable(json));
    }

    private static TwilioEvent data(ObjectMapper json, byte @Nullable [] value) throws UnreadableEventException {
        TwilioEvent event;
        try {
            event = value == null ? null : json.readValue(value, TwilioEvent.class);
        } catch (IOException | RuntimeException notAnEvent) {
            throw new UnreadableEventException(
                    "not an event: " + notAnEvent.getClass().getSimpleName(), notAnEvent);
        }
        if (event == null) {
            throw new UnreadableEventException("not an event: no value", null);
        }
        if (!TwilioTimes.isPlausible(event.receivedAt())) {
            throw new UnreadableEventException("not an event: its time of receipt is out of range", null);
        }
        return TwilioTimes.isPlausible(event.occurredAt()) ? event : event.occurredAt(event.receivedAt());
    }

    /** Also empty for a header that cannot be a CloudEvents attribute. */
    private static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null || header.value().length == 0) {
            return Optional.empty();
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.value()))
                    .toString();
            return Optional.of(text).filter(EventId::isClean).filter(clean -> !clean.isBlank());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
