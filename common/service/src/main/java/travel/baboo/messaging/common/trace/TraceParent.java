package travel.baboo.messaging.common.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A span's context as text, to be stored or propagated: {@code traceparent} of W3C Trace Context. */
public final class TraceParent {

    /** The header's name. */
    public static final String HEADER = "traceparent";

    private static final TextMapGetter<String> ITSELF = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String text) {
            return Set.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String text, String key) {
            return HEADER.equals(key) ? text : null;
        }
    };

    private TraceParent() {}

    /** Null if nothing is traced. */
    public static @Nullable String write(SpanContext context) {
        return context.isValid()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : null;
    }

    /** The parent context; the root for null and invalid text. */
    public static Context read(@Nullable String text) {
        return text == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), text, ITSELF);
    }

    /** The trace's id; null for null and invalid text. */
    public static @Nullable String traceId(@Nullable String text) {
        SpanContext context = Span.fromContext(read(text)).getSpanContext();
        return context.isValid() ? context.getTraceId() : null;
    }

    /** Whether the trace is sampled; for what {@link #write} returned. */
    public static boolean isSampled(@Nullable String text) {
        return text != null && (Character.digit(text.charAt(text.length() - 1), 16) & 1) == 1;
    }
}
