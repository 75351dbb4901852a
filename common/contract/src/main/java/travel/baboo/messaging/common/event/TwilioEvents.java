package travel.baboo.messaging.common.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creates {@link TwilioEvent}s from Twilio's fields, without assuming that any of them exists. */
public final class TwilioEvents {

    /** The event type of unreadable webhooks, which are kept. */
    public static final String UNREADABLE = "unreadable";

    private static final List<String> TIMES_LATEST_FIRST =
            List.of("DateRemoved", "StateUpdated", "DateUpdated", "DateCreated");
    private static final Pattern ANY_SID = Pattern.compile("[A-Z]{2}[0-9a-fA-F]{32}");

    private TwilioEvents() {}

    /**
     * An event from a webhook's fields.
     *
     * @param eventType Twilio's name, or that of {@link EventType#SMS_STATUS_UPDATED} for a status callback
     * @param receivedAt time of receipt; replaces the time of the event if no field has it
     */
    public static TwilioEvent fromFields(String eventType, TwilioFields fields, Instant receivedAt, Origin origin) {
        return fromFields(eventType, fields, receivedAt, receivedAt, origin);
    }

    /**
     * An event from fields in a webhook's names.
     *
     * @param otherwise the time of the event if no field has it
     */
    public static TwilioEvent fromFields(
            String eventType, TwilioFields fields, Instant otherwise, Instant receivedAt, Origin origin) {
        return new TwilioEvent(
                eventType,
                fields.findText("AccountSid").orElse(null),
                conversationSid(fields),
                resourceSid(eventType, fields),
                messageIndex(fields),
                occurredAt(fields).orElse(otherwise),
                receivedAt,
                origin,
                fields,
                null);
    }

    /** An event whose body has a broken encoding. The body is kept unchanged for inspection. */
    public static TwilioEvent unreadable(@Nullable String accountSid, String rawBase64, Instant receivedAt) {
        return unreadable(accountSid, rawBase64, receivedAt, Origin.WEBHOOK);
    }

    /** The same, from any origin. */
    public static TwilioEvent unreadable(
            @Nullable String accountSid, String rawBase64, Instant receivedAt, Origin origin) {
        return new TwilioEvent(
                UNREADABLE,
                accountSid,
                null,
                null,
                null,
                receivedAt,
                receivedAt,
                origin,
                new TwilioFields(Map.of()),
                rawBase64);
    }

    private static @Nullable String conversationSid(TwilioFields fields) {
        return fields.findText("ConversationSid").orElse(null);
    }

    private static @Nullable String resourceSid(String eventType, TwilioFields fields) {
        Optional<String> known = EventType.find(eventType).flatMap(type -> fields.findText(type.resourceField()));
        if (known.isPresent()) {
            return known.get();
        }
        return List.of("MessageSid", "ParticipantSid", "UserSid", "ConversationSid").stream()
                .flatMap(name -> fields.findText(name).stream())
                .filter(value -> ANY_SID.matcher(value).matches())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Long messageIndex(TwilioFields fields) {
        OptionalLong index = fields.findNumber("Index");
        return index.isPresent() ? index.getAsLong() : null;
    }

    private static Optional<Instant> occurredAt(TwilioFields fields) {
        for (String name : TIMES_LATEST_FIRST) {
            Optional<Instant> time = fields.findTime(name);
            if (time.isPresent()) {
                return time;
            }
        }
        return Optional.empty();
    }
}
