package travel.baboo.messaging.sandbox.twilio.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One webhook that was sent, or deliberately not sent.
 *
 * @param outcome how it ended
 * @param status the receiver's HTTP status, null without an answer
 * @param millis how long the answer took
 * @param error why there was no answer
 */
public record WebhookAttempt(
        long number,
        Instant time,
        String eventType,
        @Nullable String conversationSid,
        String scope,
        String method,
        String url,
        Map<String, List<String>> fields,
        Outcome outcome,
        @Nullable Integer status,
        long millis,
        @Nullable String error) {

    /** The outcome of an attempt. */
    public enum Outcome {
        /** 2xx. */
        ACCEPTED,
        /** Any other answer. */
        REFUSED,
        /** No answer within five seconds. */
        TIMED_OUT,
        /** No connection, or it broke. */
        FAILED,
        /** Lost on purpose by a fault. */
        DROPPED,
        /** Triggered a Studio flow, which has no URL. */
        STUDIO
    }
}
