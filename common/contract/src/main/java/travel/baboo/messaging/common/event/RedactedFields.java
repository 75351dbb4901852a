package travel.baboo.messaging.common.event;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Shows an event's fields without personal data: of values only SIDs, times, small numbers and Twilio's enumerations. */
public final class RedactedFields {

    private static final Pattern HARMLESS =
            Pattern.compile("[A-Z]{2}[0-9a-f]{32}|[0-9]{1,6}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,12}Z");

    /** Fields with values from Twilio's enumerations. */
    private static final Set<String> WITH_WORDS = Set.of(
            "EventType", "Source", "Reason", "State", "StateFrom", "StateTo", "Status", "MessageStatus", "RetryCount");

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]{1,40}");

    /** Twilio's names; anything else might be personal. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z.]{1,60}");

    private RedactedFields() {}

    /** {@code name=value} for every field, in order. */
    public static List<String> show(TwilioFields fields) {
        return fields.values().entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(value -> show(field.getKey(), value)))
                .toList();
    }

    /** {@code name=value}, with the length instead of a value that may be personal. */
    public static String show(String name, String value) {
        boolean shown = HARMLESS.matcher(value).matches()
                || (WITH_WORDS.contains(name) && WORD.matcher(value).matches());
        return (NAME.matcher(name).matches() ? name : hidden(name)) + "=" + (shown ? value : hidden(value));
    }

    private static String hidden(String text) {
        return "[" + text.length() + " characters]";
    }
}
