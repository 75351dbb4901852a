package travel.baboo.messaging.common.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The known events of Twilio Conversations, with the fields that identify each.
 *
 * <p>Source: Twilio's webhook reference; fields as seen on the wire. Unknown event types are allowed: they have no
 * constant here and pass through.
 */
public enum EventType {
    CONVERSATION_ADDED("onConversationAdded", "ConversationSid"),
    CONVERSATION_UPDATED("onConversationUpdated", "ConversationSid", "DateUpdated"),
    CONVERSATION_REMOVED("onConversationRemoved", "ConversationSid"),
    CONVERSATION_STATE_UPDATED("onConversationStateUpdated", "ConversationSid", "StateTo", "StateUpdated"),
    MESSAGE_ADDED("onMessageAdded", "MessageSid"),
    MESSAGE_UPDATED("onMessageUpdated", "MessageSid", "DateUpdated"),
    MESSAGE_REMOVED("onMessageRemoved", "MessageSid"),
    PARTICIPANT_ADDED("onParticipantAdded", "ParticipantSid"),
    PARTICIPANT_UPDATED("onParticipantUpdated", "ParticipantSid", "DateUpdated"),
    PARTICIPANT_REMOVED("onParticipantRemoved", "ParticipantSid"),
    USER_ADDED("onUserAdded", "UserSid"),
    USER_UPDATED("onUserUpdated", "UserSid", "DateUpdated"),
    DELIVERY_UPDATED("onDeliveryUpdated", "DeliveryReceiptSid", "Status"),
    /** A status callback of Programmable Messaging; the name is ours, because the callback has no {@code EventType}. */
    SMS_STATUS_UPDATED("onSmsStatusUpdated", "MessageSid", "MessageStatus");

    /** Limits how much of an unknown name enters ids, types and metrics. */
    private static final int LONGEST_NAME = 64;

    private static final Map<String, EventType> BY_TWILIO_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(EventType::twilioName, Function.identity()));

    private final String twilioName;
    private final String kebabName;
    private final String resourceField;

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable; its type cannot say so.
    private final List<String> distinguishingFields;

    EventType(String twilioName, String resourceField, String... distinguishingFields) {
        this.twilioName = twilioName;
        this.kebabName = derivedKebab(twilioName);
        this.resourceField = resourceField;
        this.distinguishingFields = List.of(distinguishingFields);
    }

    /** Twilio's name, such as {@code onMessageAdded}. */
    public String twilioName() {
        return twilioName;
    }

    /** The CloudEvents id of this event, if its type happens once in the life of a resource: {@code message-added:IM…}. */
    public String onlyId(String resourceSid) {
        return kebabName + ":" + resourceSid;
    }

    /** The field with the SID of the affected resource. */
    String resourceField() {
        return resourceField;
    }

    /** The fields that, with the resource, distinguish events of this type. */
    List<String> distinguishingFields() {
        return distinguishingFields;
    }

    /** The type with Twilio's name, if known. */
    public static Optional<EventType> find(String twilioName) {
        return Optional.ofNullable(BY_TWILIO_NAME.get(twilioName));
    }

    /** Our name for a name of Twilio's: {@code onMessageAdded} becomes {@code message-added}. */
    static String kebab(String twilioName) {
        EventType known = BY_TWILIO_NAME.get(twilioName);
        return known == null ? derivedKebab(twilioName) : known.kebabName;
    }

    private static String derivedKebab(String twilioName) {
        int start = twilioName.startsWith("on") && twilioName.length() > 2 ? 2 : 0;
        int end = Math.min(twilioName.length(), start + LONGEST_NAME);
        StringBuilder kebab = new StringBuilder(end + 4);
        for (int i = start; i < end; i++) {
            char c = twilioName.charAt(i);
            if (isUpper(c)) {
                if (i > start && isLowerOrDigit(twilioName.charAt(i - 1))) {
                    kebab.append('-');
                }
                kebab.append((char) (c - 'A' + 'a'));
            } else {
                kebab.append(isLowerOrDigit(c) ? c : '-');
            }
        }
        return kebab.toString();
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isLowerOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }
}
