package travel.baboo.messaging.sandbox.twilio.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to a sink, or one that was left out.
 *
 * @param number increases by one with each
 * @param sids of what the events are about: message, participant, user or conversation
 * @param attempt 1 for the first
 * @param status the sink's HTTP status, null without an answer
 */
public record StreamAttempt(
        long number,
        Instant time,
        String sinkSid,
        List<String> types,
        List<String> ids,
        List<String> sids,
        int attempt,
        Outcome outcome,
        @Nullable Integer status) {

    /** The outcome. */
    public enum Outcome {
        /** 2xx. */
        ACCEPTED,
        /** 429, 5xx or no answer: will be retried. */
        RETRIED,
        /** Discarded: any other 4xx (error 91305). */
        DISCARDED,
        /** Retried for four hours. */
        EXPIRED,
        /** Lost on purpose by a fault (error 91303). */
        DROPPED
    }
}
