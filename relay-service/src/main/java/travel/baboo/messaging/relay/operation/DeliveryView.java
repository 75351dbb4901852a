package travel.baboo.messaging.relay.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.delivery.Wait;

/**
 * A delivery as operators see it, without the message's content.
 *
 * @param id also the receiver's {@code webhook-id}
 * @param lane the conversation
 * @param part which part of a long text, of {@code parts}
 * @param lastOutcome the reason of the last attempt's result; null before the first
 * @param providerStatus Twilio's status of a text
 * @param traceId the trace of the event and its attempts; null if it is not traced
 * @param waiting why an open delivery is not being sent; null in lists
 * @param attemptLog all attempts; null in lists
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryView(
        UUID id,
        String destination,
        String lane,
        String eventId,
        String eventType,
        int part,
        int parts,
        String state,
        int attempts,
        Instant occurredAt,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        Instant expiresAt,
        @Nullable Instant finishedAt,
        @Nullable String lastOutcome,
        @Nullable String providerSid,
        @Nullable String providerStatus,
        @Nullable String traceId,
        @Nullable Wait waiting,
        @Nullable List<AttemptView> attemptLog) {

    DeliveryView with(@Nullable Wait wait, List<AttemptView> log) {
        return new DeliveryView(
                id,
                destination,
                lane,
                eventId,
                eventType,
                part,
                parts,
                state,
                attempts,
                occurredAt,
                createdAt,
                nextAttemptAt,
                expiresAt,
                finishedAt,
                lastOutcome,
                providerSid,
                providerStatus,
                traceId,
                wait,
                List.copyOf(log));
    }

    /**
     * An attempt.
     *
     * @param answer the first 1 KB of the response, redacted
     * @param providerSid the text's SID at Twilio, if it has one
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AttemptView(
            int number,
            Instant startedAt,
            int durationMillis,
            String outcome,
            @Nullable Integer status,
            @Nullable String answer,
            @Nullable String providerSid) {}
}
