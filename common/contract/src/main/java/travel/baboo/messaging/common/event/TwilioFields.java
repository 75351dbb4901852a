package travel.baboo.messaging.common.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The fields of a webhook as received: decoded, in order, not trimmed, complete.
 *
 * <p>In JSON a field is a string, or an array of strings if its name occurs several times. Twilio omits unset
 * fields, so a missing field differs from an empty one.
 */
@JsonSerialize(using = TwilioFieldsSerializer.class)
@RegisterForReflection(targets = {TwilioFields.class, TwilioFieldsSerializer.class})
public record TwilioFields(Map<String, List<String>> values) {

    /** The maximum that {@link #findNumber} returns. */
    public static final long MAX_NUMBER = Integer.MAX_VALUE;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,18}");

    public TwilioFields {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        values.forEach((name, list) -> copy.put(name, List.copyOf(list)));
        values = Collections.unmodifiableMap(copy);
    }

    /** Fields that each occur once. */
    public static TwilioFields of(Map<String, String> single) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        single.forEach((name, value) -> values.put(name, List.of(value)));
        return new TwilioFields(values);
    }

    /** Reads the format of {@link TwilioFieldsSerializer}. */
    @JsonCreator
    static TwilioFields fromJson(Map<String, Object> json) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        json.forEach((name, value) -> {
            List<String> list = new ArrayList<>();
            if (value instanceof List<?> several) {
                several.forEach(item -> list.add(String.valueOf(item)));
            } else {
                list.add(String.valueOf(value));
            }
            values.put(name, list);
        });
        return new TwilioFields(values);
    }

    /** The field's first value; empty if it is missing. */
    public Optional<String> find(String name) {
        List<String> list = values.get(name);
        return list == null || list.isEmpty() ? Optional.empty() : Optional.of(list.get(0));
    }

    /** The field's first value if it is not blank. */
    public Optional<String> findText(String name) {
        return find(name).filter(value -> !value.isBlank());
    }

    /**
     * The field as a number. Empty if it is missing or not an integer from 0 to {@value #MAX_NUMBER}: Twilio's counts
     * and indexes are 32-bit (OpenAPI, {@code integer}), and arithmetic on the result cannot overflow a {@code long}.
     */
    public OptionalLong findNumber(String name) {
        String text = findText(name).orElse("");
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text);
        return number <= MAX_NUMBER ? OptionalLong.of(number) : OptionalLong.empty();
    }

    /**
     * The field as a time, in ISO 8601 or, from older Twilio products, RFC 2822. Empty if it is missing, cannot be
     * read, or is outside the years 1970 to 9999.
     */
    public Optional<Instant> findTime(String name) {
        return findText(name).flatMap(TwilioTimes::parse);
    }

    /** The field as JSON, {@code Attributes} or {@code Media}. Empty if it is missing or invalid. */
    public Optional<JsonNode> findJson(String name, ObjectMapper json) {
        try {
            return findText(name).isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(json.readTree(findText(name).get())).filter(node -> !node.isMissingNode());
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }

    /**
     * The names of known fields that cannot be read. They are treated as absent; consumers report them and continue.
     */
    public List<String> unreadable(ObjectMapper json) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, List<String>> field : values.entrySet()) {
            String name = field.getKey();
            if (findText(name).isPresent() && !isReadable(name, json)) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    private boolean isReadable(String name, ObjectMapper json) {
        return switch (name) {
            case "Index", "LastReadMessageIndex", "ErrorCode" ->
                findNumber(name).isPresent();
            case "DateCreated", "DateUpdated", "DateRemoved", "StateUpdated" ->
                findTime(name).isPresent();
            case "Attributes", "Media" -> findJson(name, json).isPresent();
            default -> true;
        };
    }
}
