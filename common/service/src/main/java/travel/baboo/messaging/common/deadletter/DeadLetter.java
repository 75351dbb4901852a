package travel.baboo.messaging.common.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as operators see it, without personal data.
 *
 * @param id its position on the dead-letter topic, partition and offset: {@code 0-17}
 * @param reason why the consumer could not process the record
 * @param deadLetteredAt when it was dead-lettered
 * @param sourceTopic the topic of the record
 * @param sourcePartition partition of the source topic; -1 if unknown
 * @param sourceOffset offset in the source topic; -1 if unknown
 * @param conversationSid the conversation, if the record's key names one
 * @param eventId the event's id, if the record has one
 * @param eventType the event's CloudEvents type, if the record has one
 * @param bytes size of the record's value
 * @param fields the event's fields with redacted values; null in lists and if the value is not an event
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetter(
        String id,
        String reason,
        Instant deadLetteredAt,
        String sourceTopic,
        int sourcePartition,
        long sourceOffset,
        @Nullable String conversationSid,
        @Nullable String eventId,
        @Nullable String eventType,
        int bytes,
        @Nullable List<String> fields) {

    public DeadLetter {
        fields = fields == null ? null : List.copyOf(fields);
    }
}
