package travel.baboo.messaging.ingest.webhook;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.trace.TraceParent;

/**
 * The endpoint of a sink of Twilio Event Streams. Any content type is read as JSON: a 415 would make Twilio discard the events (error
 * 91305). A sink that does not POST is answered 503, so that its events are still there when it is corrected.
 */
@Singleton
class StreamRoute {

    static final int FIRST = Integer.MIN_VALUE;

    /** Maximum size of a body, in bytes. Only an attacker sends more: the connection is closed. */
    private static final long LONGEST = 16L << 20;

    private static final Logger LOG = Logger.getLogger(StreamRoute.class);

    private final StreamService service;
    private final ForwardedOrigin origins;
    private final WebhookTraces traces;
    private final Clock clock;

    StreamRoute(StreamService service, ForwardedOrigin origins, WebhookTraces traces, Clock clock) {
        this.service = service;
        this.origins = origins;
        this.traces = traces;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.route("/api/webhooks/event-stream").order(FIRST).handler(this::receive);
    }

    private void receive(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (!request.method().equals(HttpMethod.POST)) {
            LOG.error("The sink of Event Streams has to use POST");
            routing.response().setStatusCode(503).end();
            return;
        }
        Buffer kept = Buffer.buffer();
        MessageDigest digest = sha256();
        boolean[] cut = {false};
        long[] read = {0};
        request.handler(chunk -> {
            read[0] += chunk.length();
            if (read[0] > LONGEST) {
                request.connection().close();
                return;
            }
            digest.update(chunk.getBytes());
            int room = StreamService.LARGEST_BODY - kept.length();
            cut[0] |= chunk.length() > room;
            kept.appendBuffer(chunk.slice(0, Math.min(room, chunk.length())));
        });
        request.exceptionHandler(broken -> LOG.debug("The sender closed the connection", broken));
        request.endHandler(end -> take(routing, kept, HexFormat.of().formatHex(digest.digest()), cut[0]));
        request.resume();
    }

    private void take(RoutingContext routing, Buffer body, String hash, boolean cut) {
        HttpServerRequest request = routing.request();
        Span span = traces.start(request);
        StreamedBatch received = new StreamedBatch(
                request.path(),
                request.query() == null ? "" : "?" + request.query(),
                body.getBytes(),
                hash,
                cut,
                WebhookRoute.signature(request),
                request.getHeader("Authorization"),
                origins.of(request),
                TraceParent.write(span.getSpanContext()));
        Context context = Vertx.currentContext();
        service.receive(received, clock.instant())
                .whenComplete((status, failure) ->
                        context.runOnContext(now -> finish(routing, span, status == null ? 503 : status)));
    }

    private static void finish(RoutingContext routing, Span span, int status) {
        WebhookTraces.end(span, status);
        if (!routing.response().closed()) {
            routing.response().setStatusCode(status).end();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
