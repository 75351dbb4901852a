package travel.baboo.messaging.sandbox.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.Json;

/** A form's fields as values of the type that Twilio expects, or Twilio's error. Absent is null, never an error. */
public record Parameters(Form form) {

    public boolean has(String name) {
        return form.has(name);
    }

    public @Nullable String text(String name) {
        return form.find(name);
    }

    public String required(String name) {
        String value = form.find(name);
        if (value == null || value.isEmpty()) {
            throw TwilioException.missing(name);
        }
        return value;
    }

    public List<String> all(String name) {
        return form.all(name).stream().filter(value -> !value.isEmpty()).toList();
    }

    /** With a maximum number of characters. */
    public @Nullable String text(String name, int limit) {
        String value = form.find(name);
        if (value != null && value.codePointCount(0, value.length()) > limit) {
            throw TwilioException.badRequest(20001, name + " is longer than " + limit + " characters");
        }
        return value;
    }

    /** A JSON value in a string, with a maximum number of bytes. */
    public @Nullable String json(String name, int limit) {
        String value = form.find(name);
        if (value == null) {
            return null;
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > limit) {
            throw TwilioException.badRequest(20001, name + " is larger than " + limit + " bytes");
        }
        if (!Json.isValid(value)) {
            throw TwilioException.badRequest(20001, name + " is not valid JSON");
        }
        return value;
    }

    public @Nullable String sid(String name, String prefix) {
        String value = form.find(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!Sid.is(prefix, value)) {
            throw TwilioException.invalid(name);
        }
        return value;
    }

    public @Nullable Instant instant(String name) {
        return parse(name, Instant::parse);
    }

    public @Nullable Duration duration(String name) {
        return parse(name, Duration::parse);
    }

    public @Nullable Integer integer(String name) {
        return parse(name, Integer::valueOf);
    }

    public @Nullable Boolean bool(String name) {
        String value = oneOf(name, List.of("true", "false"));
        return value == null ? null : Boolean.valueOf(value);
    }

    /** One of the given words, ignoring case; returned as given here. */
    public @Nullable String oneOf(String name, List<String> words) {
        String value = form.find(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        return words.stream()
                .filter(word -> word.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> TwilioException.invalid(name));
    }

    /** An absolute http or https URL; the empty string stays empty. */
    public @Nullable String url(String name) {
        String value = form.find(name);
        if (value == null || value.isEmpty() || isHttpUrl(value)) {
            return value;
        }
        throw TwilioException.invalid(name);
    }

    public static boolean isHttpUrl(String value) {
        try {
            URI uri = URI.create(value);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private <T> @Nullable T parse(String name, Function<String, T> parser) {
        String value = form.find(name);
        if (value == null || value.isEmpty()) {
            return null;
        }
        try {
            return parser.apply(value);
        } catch (DateTimeParseException | NumberFormatException e) {
            throw TwilioException.invalid(name);
        }
    }
}
