package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/**
 * An HTTP request that the SDK sent through its socket.
 *
 * @param path as sent, still percent-encoded
 * @param segments the decoded path
 * @param query decoded; of a repeated name the first
 * @param form whether the body is a form rather than JSON
 */
record TunnelRequest(
        Session session,
        String method,
        String path,
        List<String> segments,
        Map<String, String> query,
        boolean form,
        String body) {

    static TunnelRequest of(Session session, Frame frame) {
        JsonNode request = frame.header().path("http_request");
        String path = request.path("path").asText("/");
        Map<String, String> query = new LinkedHashMap<>();
        request.path("params").properties().forEach(param -> {
            JsonNode value = param.getValue().isArray() ? param.getValue().path(0) : param.getValue();
            query.put(decode(param.getKey()), decode(value.asText()));
        });
        String type = request.path("headers").path("Content-Type").asText("");
        return new TunnelRequest(
                session,
                request.path("method").asText("GET"),
                path,
                Arrays.stream(path.split("/", -1))
                        .filter(segment -> !segment.isEmpty())
                        .map(TunnelRequest::decode)
                        .toList(),
                query,
                type.startsWith("application/x-www-form-urlencoded"),
                frame.text());
    }

    /** The body of a JSON request; an empty one is an empty object. */
    ObjectNode json() {
        try {
            if (body.isEmpty()) {
                return Json.object();
            }
            if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw TwilioException.badRequest(20001, "The body is not JSON");
        }
        throw TwilioException.badRequest(20001, "The body must be a JSON object");
    }

    Parameters formBody() {
        try {
            return new Parameters(Form.parse(body));
        } catch (IllegalArgumentException e) {
            throw TwilioException.badRequest(20001, "Malformed percent-encoding");
        }
    }

    @Nullable
    String query(String name) {
        return query.get(name);
    }

    int number(String name, int otherwise) {
        String text = query.get(name);
        try {
            return text == null ? otherwise : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw TwilioException.invalid(name);
        }
    }

    /** In a path {@code +} is a plus; only {@code %20} is a blank. */
    private static String decode(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw TwilioException.badRequest(20001, "Malformed percent-encoding");
        }
    }
}
