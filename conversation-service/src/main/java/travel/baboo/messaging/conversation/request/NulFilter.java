package travel.baboo.messaging.conversation.request;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;

/**
 * Rejects the character NUL in path, query and body of every call: PostgreSQL cannot store it, and what Twilio accepted with one could never
 * be mirrored.
 */
@Provider
@PreMatching
public class NulFilter implements ContainerRequestFilter, ReaderInterceptor {

    private static final String ESCAPE = "u0000";

    @Override
    public void filter(ContainerRequestContext request) {
        requireNone("path", request.getUriInfo().getPath());
        MultivaluedMap<String, String> query = request.getUriInfo().getQueryParameters();
        for (var parameter : query.entrySet()) {
            requireNone("query", parameter.getKey());
            List<String> values = parameter.getValue();
            values.forEach(value -> requireNone("query", value));
        }
    }

    @Override
    public @Nullable Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        byte[] body = context.getInputStream().readAllBytes();
        if (hasNul(body)) {
            throw refusal("body");
        }
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }

    private static void requireNone(String part, @Nullable String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw refusal(part);
        }
    }

    private static ProblemException refusal(String part) {
        return ProblemException.invalid("The " + part + " has the character NUL.");
    }

    /** Literal, or as a JSON escape. */
    static boolean hasNul(byte[] body) {
        for (int i = 0; i < body.length; i++) {
            if (body[i] == 0) {
                return true;
            }
            if (body[i] == '\\') {
                if (isEscape(body, i + 1)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static boolean isEscape(byte[] body, int from) {
        for (int i = 0; i < ESCAPE.length(); i++) {
            if (from + i >= body.length || body[from + i] != ESCAPE.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
