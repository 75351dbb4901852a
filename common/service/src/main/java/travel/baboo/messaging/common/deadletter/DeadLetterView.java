package travel.baboo.messaging.common.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.RedactedFields;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Shows dead letters without personal data. */
final class DeadLetterView {

    private static final Pattern CONVERSATION_SID = Pattern.compile("CH[0-9a-fA-F]{32}");

    /** An event's id starts with its kebab-case type; other parts may come from a field. */
    private static final Pattern EVENT_ID = Pattern.compile("[a-z-]+:[A-Za-z0-9:.-]{1,200}");

    private final ObjectMapper json;

    DeadLetterView(ObjectMapper json) {
        this.json = json;
    }

    static String sourceTopic(ConsumerRecord<?, ?> letter) {
        String topic = DeadLetterTopic.header(letter, DeadLetters.TOPIC_HEADER);
        return topic == null ? TwilioEvent.TOPIC : topic;
    }

    DeadLetter summary(ConsumerRecord<byte[], byte[]> letter) {
        return view(letter, null);
    }

    DeadLetter details(ConsumerRecord<byte[], byte[]> letter) {
        return view(letter, fields(letter.value()));
    }

    private DeadLetter view(ConsumerRecord<byte[], byte[]> letter, @Nullable List<String> fields) {
        return new DeadLetter(
                DeadLetterTopic.id(letter),
                String.valueOf(DeadLetterTopic.header(letter, DeadLetters.REASON_HEADER)),
                Instant.ofEpochMilli(letter.timestamp()),
                sourceTopic(letter),
                (int) number(letter, DeadLetters.PARTITION_HEADER),
                number(letter, DeadLetters.OFFSET_HEADER),
                matching(
                        CONVERSATION_SID,
                        letter.key() == null ? null : new String(letter.key(), StandardCharsets.UTF_8)),
                matching(EVENT_ID, DeadLetterTopic.header(letter, CloudEventAttributes.ID_HEADER)),
                DeadLetterTopic.header(letter, CloudEventAttributes.TYPE_HEADER),
                letter.value() == null ? 0 : letter.value().length,
                fields);
    }

    private static @Nullable String matching(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches() ? text : null;
    }

    private static long number(ConsumerRecord<?, ?> letter, String header) {
        try {
            return Long.parseLong(String.valueOf(DeadLetterTopic.header(letter, header)));
        } catch (NumberFormatException unknown) {
            return -1;
        }
    }

    private @Nullable List<String> fields(byte @Nullable [] value) {
        try {
            JsonNode fields = value == null ? null : json.readTree(value).get("fields");
            if (fields == null || !fields.isObject()) {
                return null;
            }
            List<String> shown = new ArrayList<>();
            fields.properties()
                    .forEach(field -> shown.add(RedactedFields.show(
                            field.getKey(),
                            field.getValue().isTextual()
                                    ? field.getValue().textValue()
                                    : field.getValue().toString())));
            return shown;
        } catch (IOException noJson) {
            return null;
        }
    }
}
