package travel.baboo.messaging.common.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields of a webhook as they came: decoded, in their order, nothing trimmed, nothing dropped.
 *
 * <p>In JSON a field is a string; one whose name came more than once is an array of strings. Twilio omits fields that are
 * unset, so a missing field and an empty one are different things.
 */
@JsonSerialize(using = TwilioFieldsSerializer.class)
@RegisterForReflection(targets = {TwilioFields.class, TwilioFieldsSerializer.class})
public record TwilioFields(Map<String, List<String>> values) {

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

    /** Reads what {@link TwilioFieldsSerializer} writes. */
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

    /** The field's first value; empty when Twilio sent none. */
    public Optional<String> find(String name) {
        List<String> list = values.get(name);
        return list == null || list.isEmpty() ? Optional.empty() : Optional.of(list.get(0));
    }

    /** The field's first value when it is there and not blank. */
    public Optional<String> findText(String name) {
        return find(name).filter(value -> !value.isBlank());
    }
}
