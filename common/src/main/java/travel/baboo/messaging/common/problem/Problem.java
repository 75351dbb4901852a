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
 * A problem detail as RFC 9457 describes it.
 *
 * @param detail for a person: what is wrong with this request and what would be right; no secrets, no phone numbers
 * @param traceId finds the request in traces and logs; null when it was not traced
 * @param extensions further members, for example {@code errors}
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

    /** A problem of a type, marked with the trace that is under way. */
    public static Problem of(ProblemType type, @Nullable String detail, Map<String, Object> extensions) {
        return new Problem(type.type(), type.title(), type.status(), detail, currentTraceId(), extensions);
    }

    private static @Nullable String currentTraceId() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }
}
