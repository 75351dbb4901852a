package travel.baboo.messaging.conversation.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.DeliveryStatus;

/**
 * How a message came into the mirror, without its text. Times are those of the report that came first; they are missing for a message that
 * was mirrored by an earlier release, or only by Twilio's answer to our own request.
 *
 * @param from the label beside the message
 * @param source how it came to Twilio, in Twilio's terms: {@code API}, {@code SDK}, {@code SMS}, …
 * @param eventId the id under which relay-service has its deliveries
 * @param ways by which it was reported so far
 * @param requestedAt when it was asked for through our API; null for other messages
 * @param occurredAt when it happened at Twilio, as the report says
 * @param receivedAt when the report was received; it was on disk before Twilio got its answer
 * @param publishedAt when the report was sent to Kafka
 * @param mirroredAt when the report was in PostgreSQL
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageJourneyView(
        @Schema(examples = "IM0123456789abcdef0123456789abcdef") String messageSid,
        @Schema(examples = "CH0123456789abcdef0123456789abcdef") String conversationSid,
        long index,
        Instant createdAt,
        @Schema(examples = "Elena - Local Expert") String from,
        @Nullable String source,
        boolean removed,
        @Schema(examples = "message-added:IM0123456789abcdef0123456789abcdef") String eventId,
        @Schema(examples = "[\"webhook\", \"event-stream\"]") List<String> ways,
        @Nullable Instant requestedAt,
        @Nullable Instant occurredAt,
        @Nullable Instant receivedAt,
        @Nullable Instant publishedAt,
        @Nullable Instant mirroredAt,
        List<Receipt> receipts) {

    public MessageJourneyView {
        ways = List.copyOf(ways);
        receipts = List.copyOf(receipts);
    }

    /**
     * How far the message came to one recipient.
     *
     * @param channel the recipient's channel; null if the participant is unknown
     * @param errorCode Twilio's; null without an error
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Receipt(
            @Nullable String participantSid,
            @Nullable String channel,
            DeliveryStatus status,
            @Nullable String errorCode,
            Instant updatedAt) {}
}
