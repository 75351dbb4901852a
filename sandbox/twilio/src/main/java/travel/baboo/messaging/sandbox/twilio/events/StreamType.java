package travel.baboo.messaging.sandbox.twilio.events;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event type of Conversations. Source: twilio.com/docs/events/event-types/conversations, which lists twelve available types and
 * {@code delivery.updated} as discontinued.
 *
 * @param classic the name of the same event among the webhooks
 * @param schema the schema's id
 */
record StreamType(String name, String classic, String schema, boolean discontinued) {

    /** All types are at this version; version 1 has the same fields. */
    static final int LATEST_VERSION = 2;

    private static final String PREFIX = "com.twilio.conversations.";

    private static final Map<String, StreamType> ALL = all();

    static List<StreamType> list() {
        return List.copyOf(ALL.values());
    }

    static @Nullable StreamType find(String name) {
        return ALL.get(name);
    }

    static @Nullable StreamType ofClassic(String classic) {
        return ALL.values().stream()
                .filter(type -> type.classic().equals(classic) && !type.discontinued())
                .findFirst()
                .orElse(null);
    }

    private static Map<String, StreamType> all() {
        Map<String, StreamType> types = new LinkedHashMap<>();
        List.of("Message", "Conversation", "Participant").forEach(noun -> {
            for (String verb : List.of("Added", "Updated", "Removed")) {
                put(types, noun, verb, noun, false);
            }
        });
        put(types, "ConversationState", "Updated", "Conversation-State", false);
        put(types, "User", "Added", "User", false);
        put(types, "User", "Updated", "User", false);
        put(types, "Delivery", "Updated", "Delivery", true);
        return types;
    }

    private static void put(Map<String, StreamType> types, String noun, String verb, String dashed, boolean gone) {
        String name = PREFIX + dashed.toLowerCase(Locale.ROOT) + "." + verb.toLowerCase(Locale.ROOT);
        types.put(name, new StreamType(name, "on" + noun + verb, "Conversations." + noun + verb, gone));
    }
}
