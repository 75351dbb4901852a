package travel.baboo.messaging.common.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Shows dead letters without anything of a person: of a field's value only SIDs, times, numbers and plain words of Twilio's. */
final class DeadLetterView {

    private static final Pattern SID = Pattern.compile("[A-Z]{2}[0-9a-f]{32}");
    private static final Pattern CONVERSATION_SID = Pattern.compile("CH[0-9a-fA-F]{32}");

    /** An event's id starts with its kebab-case type; a part of it might come from a field. */
    private static final Pattern EVENT_ID = Pattern.compile("[a-z-]+:[A-Za-z0-9:.-]{1,200}");

    private static final Pattern HARMLESS =
            Pattern.compile("[A-Z]{2}[0-9a-f]{32}|[0-9]{1,6}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,12}Z");

    /** Fields whose values are words from Twilio's own lists. */
    private static final List<String> WORDS = List.of(
            "EventType", "Source", "Reason", "State", "StateFrom", "StateTo", "Status", "MessageStatus", "RetryCount");

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]{1,40}");

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
            for (Map.Entry<String, JsonNode> field : fields.properties()) {
                shown.add(name(field.getKey()) + "=" + shown(field.getKey(), field.getValue()));
            }
            return shown;
        } catch (IOException noJson) {
            return null;
        }
    }

    /** Names are Twilio's; what does not look like one might be anything. */
    private static String name(String name) {
        return name.matches("[A-Za-z.]{1,60}") ? name : "[" + name.length() + " characters]";
    }

    private static String shown(String name, JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        boolean harmless = SID.matcher(text).matches()
                || HARMLESS.matcher(text).matches()
                || (WORDS.contains(name) && WORD.matcher(text).matches());
        return harmless ? text : "[" + text.length() + " characters]";
    }
}
