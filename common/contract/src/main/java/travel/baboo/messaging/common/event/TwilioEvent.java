package travel.baboo.messaging.common.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data of an event on {@value #TOPIC}, with every field as Twilio sent it.
 *
 * @param eventType Twilio's name, such as {@code onMessageAdded}; unknown ones pass through
 * @param accountSid the account, as sent
 * @param conversationSid the conversation; null for events about users and plain SMS
 * @param resourceSid the message, participant, conversation, user or receipt that it concerns
 * @param messageIndex a message's index in its conversation, from 0; null for other events
 * @param occurredAt when it happened at Twilio; the time of receipt if unknown
 * @param receivedAt when we received it
 * @param origin how it reached us
 * @param fields every field as it came
 * @param raw the request's body in Base64 if its encoding is broken and {@code fields} are therefore missing; otherwise null
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TwilioEvent(
        String eventType,
        @Nullable String accountSid,
        @Nullable String conversationSid,
        @Nullable String resourceSid,
        @Nullable Long messageIndex,
        Instant occurredAt,
        Instant receivedAt,
        Origin origin,
        TwilioFields fields,
        @Nullable String raw) {

    /** The topic that carries these events, keyed by {@link #key()}. */
    public static final String TOPIC = "twilio.events";

    public TwilioEvent {
        Objects.requireNonNull(eventType, "eventType");
        Objects.requireNonNull(occurredAt, "occurredAt");
        Objects.requireNonNull(receivedAt, "receivedAt");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(fields, "fields");
    }

    /** The record's key: the conversation, so that its events keep their order; else the resource; else the account. */
    public String key() {
        if (conversationSid != null) {
            return conversationSid;
        }
        if (resourceSid != null) {
            return resourceSid;
        }
        return accountSid == null ? "" : accountSid;
    }

    /** The same event, dated otherwise. */
    TwilioEvent occurredAt(Instant time) {
        return new TwilioEvent(
                eventType,
                accountSid,
                conversationSid,
                resourceSid,
                messageIndex,
                time,
                receivedAt,
                origin,
                fields,
                raw);
    }
}
