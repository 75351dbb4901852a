package travel.baboo.messaging.sandbox.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;

/** Reads request bodies whole and untouched: signatures are made over the bytes as they came. */
public final class Bodies {

    private static final String KEY = Bodies.class.getName();

    private Bodies() {}

    /** Reads the whole body before the next handler runs. */
    public static Handler<RoutingContext> reader() {
        return context -> context.request()
                .body()
                .onSuccess(body -> {
                    context.put(KEY, body);
                    context.next();
                })
                .onFailure(failure -> context.request().connection().close());
    }

    public static Buffer raw(RoutingContext context) {
        Buffer body = context.get(KEY);
        return body == null ? Buffer.buffer() : body;
    }

    public static String text(RoutingContext context) {
        return raw(context).toString(StandardCharsets.UTF_8);
    }

    /** The body as a JSON object; an empty body is an empty object. */
    public static ObjectNode jsonObject(RoutingContext context) {
        String text = text(context);
        if (text.isBlank()) {
            return Json.object();
        }
        try {
            JsonNode node = Json.MAPPER.readTree(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw ProblemException.badRequest("The body is not JSON: " + e.getOriginalMessage());
        }
        throw ProblemException.badRequest("The body must be a JSON object.");
    }

    /** The body as one of the sandbox's own records, which validate themselves. */
    public static <T> T json(RoutingContext context, Class<T> type) {
        return convert(jsonObject(context), type);
    }

    public static <T> T convert(JsonNode node, Class<T> type) {
        try {
            return Json.MAPPER.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            String reason = e.getCause() instanceof IllegalArgumentException invalid
                    ? String.valueOf(invalid.getMessage())
                    : e.getOriginalMessage();
            throw ProblemException.badRequest("Not a valid " + type.getSimpleName() + ": " + reason);
        }
    }
}
