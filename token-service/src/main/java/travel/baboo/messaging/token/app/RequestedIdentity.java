package travel.baboo.messaging.token.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * Finds the identities in a request, wherever old and new clients put them: query, form or JSON.
 *
 * <p>Returns all of them: the decision must not miss one.
 */
final class RequestedIdentity {

    private static final String NAME = "identity";
    private static final int MAX_BODY_BYTES = 16 * 1024;
    private static final ObjectReader JSON = new ObjectMapper(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private RequestedIdentity() {}

    /**
     * The distinct identities; blank ones are ignored. An empty body may have any type.
     *
     * @param query the query's values for {@code identity}
     * @param contentType as received; null if absent
     * @throws ProblemException 400 if the body cannot be read, 413 if it is too large, 415 for other
     *     media types
     */
    static Set<String> find(List<String> query, @Nullable String contentType, byte @Nullable [] body) {
        List<String> named = new ArrayList<>(query);
        if (body != null && body.length > MAX_BODY_BYTES) {
            throw new ProblemException(
                    ProblemType.PAYLOAD_TOO_LARGE, "The body has at most " + MAX_BODY_BYTES + " bytes.");
        }
        if (body != null && body.length > 0) {
            named.addAll(inBody(contentType, body));
        }
        return named.stream().filter(value -> !value.isBlank()).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static List<String> inBody(@Nullable String contentType, byte[] body) {
        BodyText text = BodyText.of(contentType == null ? "" : contentType);
        return switch (text.mediaType()) {
            case "application/json" -> inJson(text.decode(body));
            case "application/x-www-form-urlencoded" -> text.formValues(body, NAME);
            default ->
                throw new ProblemException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE, "The body is JSON or a form, and its type says so.");
        };
    }

    private static List<String> inJson(String body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JsonProcessingException e) {
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
}
