package travel.baboo.messaging.token.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * Finds the identity that a request names, wherever old and new clients put it: query, form or JSON.
 *
 * <p>A request that names two different ones is refused rather than guessed at.
 */
final class RequestedIdentity {

    private static final String NAME = "identity";
    private static final ObjectReader JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RequestedIdentity() {}

    /**
     * The identity asked for; empty when none is, or only blank ones are.
     *
     * @param query the query's values for {@code identity}
     * @param contentType as it came; null when there was none
     * @throws ProblemException 400 when the body cannot be read or identities differ, 415 for other media types
     */
    static Optional<String> find(List<String> query, @Nullable String contentType, byte @Nullable [] body) {
        List<String> named = new ArrayList<>(query);
        if (body != null && body.length > 0) {
            named.addAll(inBody(contentType, body));
        }
        List<String> distinct =
                named.stream().filter(value -> !value.isBlank()).distinct().toList();
        if (distinct.size() > 1) {
            throw ProblemException.invalid("The request names more than one identity.");
        }
        return distinct.stream().findFirst();
    }

    private static List<String> inBody(@Nullable String contentType, byte[] body) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "application/json" -> inJson(body);
            case "application/x-www-form-urlencoded" -> inForm(new String(body, StandardCharsets.UTF_8));
            default ->
                throw new ProblemException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body is JSON or a form, and its type says so.");
        };
    }

    private static List<String> inJson(byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (IOException e) {
            throw ProblemException.invalid("The body is not valid JSON.");
        }
        if (!json.isObject()) {
            throw ProblemException.invalid("The JSON is not an object.");
        }
        JsonNode identity = json.path(NAME);
        if (identity.isMissingNode() || identity.isNull()) {
            return List.of();
        }
        if (!identity.isTextual()) {
            throw ProblemException.invalid("identity: not a string");
        }
        return List.of(identity.textValue());
    }

    private static List<String> inForm(String form) {
        List<String> values = new ArrayList<>();
        for (String pair : form.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            if (decode(parts[0]).equals(NAME)) {
                values.add(parts.length == 2 ? decode(parts[1]) : "");
            }
        }
        return values;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("The form is not well encoded.");
        }
    }
}
