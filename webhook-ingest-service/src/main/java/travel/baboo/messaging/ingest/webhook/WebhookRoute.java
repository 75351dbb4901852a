package travel.baboo.messaging.ingest.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.Problem;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.trace.TraceParent;
import travel.baboo.messaging.ingest.check.MessageChecks;
import travel.baboo.messaging.ingest.signature.Signature;

/**
 * The HTTP side of the door: reads a request whole, hands it on, answers.
 *
 * <p>On Vert.x routes rather than JAX-RS, because a signature covers the raw path, query and body. The paths differ only so
 * that Twilio's console can be set up by event; each takes whatever Twilio sends.
 */
@Singleton
public class WebhookRoute {

    private static final Logger LOG = Logger.getLogger(WebhookRoute.class);
    private static final Set<String> NAMES = Set.of(
            "twilio-event",
            "message-added",
            "conversation-state-updated",
            "participant-added",
            "participant-removed",
            "conversation-added",
            "message-status");

    /** After {@link StreamRoute}, whose path is one of these. */
    private static final int FIRST = StreamRoute.FIRST + 1;

    /** With path and query it fits into a record of the journal. */
    private static final long LARGEST_BODY = 512 * 1024;

    private final WebhookService service;
    private final ForwardedOrigin origins;
    private final WebhookTraces traces;
    private final ObjectMapper json;
    private final Clock clock;
    private final WebhookMetrics metrics;
    private final MessageChecks checks;
    private final long maxBodySize;

    WebhookRoute(
            WebhookService service,
            ForwardedOrigin origins,
            WebhookTraces traces,
            ObjectMapper json,
            Clock clock,
            WebhookMetrics metrics,
            MessageChecks checks,
            WebhookConfig config) {
        if (config.maxBodySize().asLongValue() > LARGEST_BODY) {
            throw new IllegalArgumentException("baboo.ingest.webhook.max-body-size is at most 512K");
        }
        this.metrics = metrics;
        this.checks = checks;
        this.service = service;
        this.origins = origins;
        this.traces = traces;
        this.json = json;
        this.clock = clock;
        this.maxBodySize = config.maxBodySize().asLongValue();
    }

    void register(@Observes Router router) {
        // Before the framework's own handlers: there is no login here, the signature authenticates.
        router.route("/api/webhooks/:name").order(FIRST).handler(this::receive);
    }

    private void receive(RoutingContext routing) {
        if (!NAMES.contains(routing.pathParam("name"))) {
            metrics.unknown();
            answer(routing, ProblemType.NOT_FOUND, "No webhook is received under this name.");
            return;
        }
        HttpMethod method = routing.request().method();
        if (method.equals(HttpMethod.GET)) {
            take(routing, WebhookRequest.Kind.QUERY, Buffer.buffer());
        } else if (method.equals(HttpMethod.POST)) {
            WebhookRequest.Kind kind = kind(routing.request());
            if (kind == null) {
                metrics.invalid();
                answer(routing, ProblemType.UNSUPPORTED_MEDIA_TYPE, "Webhooks are forms or JSON.");
            } else {
                readBody(routing, kind);
            }
        } else {
            metrics.invalid();
            routing.response().putHeader("Allow", "GET, POST");
            answer(routing, ProblemType.METHOD_NOT_ALLOWED, "Webhooks come by POST or GET.");
        }
    }

    private static WebhookRequest.@Nullable Kind kind(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        if (type == null) {
            return WebhookRequest.Kind.FORM;
        }
        String bare = type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return switch (bare) {
            case "", "application/x-www-form-urlencoded" -> WebhookRequest.Kind.FORM;
            case "application/json" -> WebhookRequest.Kind.JSON;
            default -> null;
        };
    }

    private void readBody(RoutingContext routing, WebhookRequest.Kind kind) {
        HttpServerRequest request = routing.request();
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= maxBodySize) {
                body.appendBuffer(chunk);
            } else if (!routing.response().ended()) {
                metrics.tooLarge();
                routing.response().putHeader("Connection", "close");
                answer(routing, ProblemType.PAYLOAD_TOO_LARGE, "A webhook has at most " + maxBodySize + " bytes.");
            }
        });
        request.exceptionHandler(broken -> LOG.debug("The sender closed the connection", broken));
        request.endHandler(end -> {
            if (!routing.response().ended()) {
                take(routing, kind, body);
            }
        });
        request.resume();
    }

    private void take(RoutingContext routing, WebhookRequest.Kind kind, Buffer body) {
        HttpServerRequest request = routing.request();
        Span span = traces.start(request);
        String query = request.query() == null ? "" : "?" + request.query();
        WebhookRequest webhook = new WebhookRequest(
                kind,
                clock.instant(),
                request.path(),
                query,
                body.getBytes(),
                TraceParent.write(span.getSpanContext()));
        Context context = Vertx.currentContext();
        service.receive(webhook, signature(request), origins.of(request), span)
                .thenCompose(outcome -> reply(webhook, outcome))
                .whenComplete((reply, failure) -> {
                    if (Vertx.currentContext() == context) {
                        finish(routing, span, reply);
                    } else {
                        context.runOnContext(now -> finish(routing, span, reply));
                    }
                });
    }

    /**
     * The answer to a webhook that passed.
     *
     * @param body what Twilio is to change; empty for nothing
     */
    private record Reply(WebhookService.Outcome outcome, String body) {}

    private CompletionStage<Reply> reply(WebhookRequest webhook, WebhookService.Outcome outcome) {
        return outcome == WebhookService.Outcome.PRE_EVENT
                ? checks.ask(webhook.form(), webhook.traceparent()).thenApply(body -> new Reply(outcome, body))
                : CompletableFuture.completedFuture(new Reply(outcome, ""));
    }

    static Signature signature(HttpServerRequest request) {
        return new Signature(
                request.getHeader("X-Twilio-Signature"), request.getHeader("X-Twilio-Webhooks-Signature-Settings"));
    }

    /** @param reply null when the event could not be made durable */
    private void finish(RoutingContext routing, Span span, @Nullable Reply reply) {
        int status = reply == null
                ? ProblemType.UNAVAILABLE.status()
                : reply.outcome() == WebhookService.Outcome.REFUSED ? 403 : 200;
        WebhookTraces.end(span, status);
        if (routing.response().closed()) {
            return;
        }
        if (reply == null) {
            routing.response().putHeader("Retry-After", "1");
            answer(routing, ProblemType.UNAVAILABLE, "The event could not be made durable; it was not taken.");
        } else if (reply.body().isEmpty()) {
            routing.response().setStatusCode(status).end();
        } else {
            routing.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .end(reply.body());
        }
    }

    private void answer(RoutingContext routing, ProblemType type, String detail) {
        try {
            routing.response()
                    .setStatusCode(type.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(Problem.of(type, detail, Map.of())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem detail is always JSON", e);
        }
    }
}
