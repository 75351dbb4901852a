package travel.baboo.messaging.ingest.webhook;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.trace.TraceParent;

/**
 * One span for each webhook, from its last byte to its answer; the event carries its context on to Kafka.
 *
 * <p>In place of the framework's span for every HTTP request, which costs more than verifying the signature. Attributes are
 * named by OpenTelemetry's semantic conventions for HTTP servers.
 */
@Singleton
class WebhookTraces {

    private static final String NAME = "POST /api/webhooks/{name}";
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    private static final TextMapGetter<HttpServerRequest> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(HttpServerRequest request) {
            return request.headers().names();
        }

        @Override
        public @Nullable String get(@Nullable HttpServerRequest request, String key) {
            return request == null ? null : request.getHeader(key);
        }
    };

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    WebhookTraces(Tracer tracer, OpenTelemetry telemetry) {
        this.tracer = tracer;
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** Begins the span; part of the sender's trace if it names one. */
    Span start(HttpServerRequest request) {
        Context parent = request.headers().contains(TraceParent.HEADER)
                ? propagator.extract(Context.root(), request, HEADERS)
                : Context.root();
        return tracer.spanBuilder(NAME)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(METHOD, request.method().name())
                .setAttribute(PATH, request.path())
                .startSpan();
    }

    /** Ends it with the answer's status. */
    static void end(Span span, int status) {
        span.setAttribute(STATUS, (long) status);
        if (status >= 500) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
