package travel.baboo.messaging.common.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem detail of RFC 9457.
 *
 * @param detail for a person: what is wrong with this request and how to fix it; no secrets, no phone numbers
 * @param traceId identifies the request in traces and logs; null if it was not traced
 * @param extensions further members, such as {@code errors}
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        URI type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String traceId,
        @JsonAnyGetter Map<String, Object> extensions) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        extensions = Map.copyOf(extensions);
    }

    /** A problem with the current trace id. */
    public static Problem of(ProblemType type, @Nullable String detail, Map<String, Object> extensions) {
        return new Problem(type.type(), type.title(), type.status(), detail, currentTraceId(), extensions);
    }

    private static @Nullable String currentTraceId() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }
}
