package travel.baboo.messaging.common.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A span's context as text, for where it has to be kept or passed on: {@code traceparent} of W3C Trace Context. */
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

    /** Null when nothing is traced. */
    public static @Nullable String write(SpanContext context) {
        return context.isValid()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : null;
    }

    /** The context to go on in; the root for null and for what is none. */
    public static Context read(@Nullable String text) {
        return text == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), text, ITSELF);
    }

    /** Whether somebody records the trace; of what {@link #write} gave. */
    public static boolean isSampled(@Nullable String text) {
        return text != null && (Character.digit(text.charAt(text.length() - 1), 16) & 1) == 1;
    }
}
