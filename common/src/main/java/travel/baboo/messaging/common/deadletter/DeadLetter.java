package travel.baboo.messaging.common.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as an operator sees it. It has no text, name, address or number of a person.
 *
 * @param id its place on the dead-letter topic, partition and offset: {@code 0-17}
 * @param reason why the consumer could not handle the record
 * @param deadLetteredAt when it was put there
 * @param sourceTopic where the record came from
 * @param sourcePartition of the source topic; -1 when unknown
 * @param sourceOffset of the source topic; -1 when unknown
 * @param conversationSid the conversation it belongs to, as far as the record's key names one
 * @param eventId the event's id, as far as the record names one
 * @param eventType the event's CloudEvents type, as far as the record names one
 * @param bytes length of the record's value
 * @param fields the event's fields with redacted values; null in lists and where the value is no event
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
