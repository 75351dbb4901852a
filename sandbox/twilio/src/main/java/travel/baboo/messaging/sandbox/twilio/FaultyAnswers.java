package travel.baboo.messaging.sandbox.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import travel.baboo.messaging.sandbox.fault.Faults;
import travel.baboo.messaging.sandbox.fault.RestFault;
import travel.baboo.messaging.sandbox.http.Answers;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.BoundedLog;
import travel.baboo.messaging.sandbox.http.Json;

/** Answers Twilio's REST calls, unless a fault occurs: before the effect, or after it so that only the answer is lost. */
public final class FaultyAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(FaultyAnswers.class);

    private final Vertx vertx;
    private final Clock clock;
    private final Faults<RestFault> faults;
    private final BoundedLog<RestRequest> requests;

    public FaultyAnswers(Vertx vertx, Clock clock, Faults<RestFault> faults, BoundedLog<RestRequest> requests) {
        this.vertx = vertx;
        this.clock = clock;
        this.faults = faults;
        this.requests = requests;
    }

    void answer(RoutingContext context, Supplier<Future<TwilioAnswer>> effect) {
        Instant start = clock.instant();
        String method = context.request().method().name();
        RestFault fault = faults.next(
                        candidate -> candidate.matches(method, context.request().path()))
                .orElse(null);
        context.response().exceptionHandler(gone -> LOG.debug("The caller hung up", gone));
        context.addEndHandler(ended -> requests.add(requestOf(context, start, fault)));
        if (fault == null) {
            guard(effect).onSuccess(answer -> write(context.response(), answer));
        } else if (fault.kind() == RestFault.Kind.LATENCY) {
            later(fault.delayOrDefault(), () -> guard(effect).onSuccess(answer -> write(context.response(), answer)));
        } else if (fault.occursAfterEffect()) {
            guard(effect).onSuccess(lost -> next(context, fault));
        } else {
            next(context, fault);
        }
    }

    private void next(RoutingContext context, RestFault fault) {
        switch (fault.kind()) {
            case STATUS -> write(context.response(), statusOf(context.response(), fault));
            case DISCONNECT -> context.request().connection().close();
            default ->
                later(
                        fault.delayOrDefault(),
                        () -> context.request().connection().close());
        }
    }

    private static TwilioAnswer statusOf(HttpServerResponse response, RestFault fault) {
        if (fault.retryAfterSeconds() != null && !response.headWritten()) {
            response.putHeader("Retry-After", fault.retryAfterSeconds().toString());
        }
        int status = fault.statusOrDefault();
        String message = status == 429 ? "Too Many Requests" : "Fault set in the sandbox";
        return TwilioAnswer.error(new TwilioException(status, fault.codeOrDefault(), message));
    }

    private void later(Duration delay, Runnable action) {
        vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run());
    }

    private static Future<TwilioAnswer> guard(Supplier<Future<TwilioAnswer>> effect) {
        Future<TwilioAnswer> answer;
        try {
            answer = effect.get();
        } catch (RuntimeException failure) {
            answer = Future.failedFuture(failure);
        }
        return answer.otherwise(FaultyAnswers::error);
    }

    private static TwilioAnswer error(Throwable failure) {
        if (failure instanceof TwilioException known) {
            return TwilioAnswer.error(known);
        }
        LOG.error("The sandbox's Twilio failed", failure);
        return TwilioAnswer.error(new TwilioException(500, 20500, "Internal Server Error"));
    }

    private static void write(HttpServerResponse response, TwilioAnswer answer) {
        JsonNode body = answer.body();
        if (answer.status() == 401) {
            response.putHeader("WWW-Authenticate", "Basic realm=\"Twilio API\"");
        }
        if (body != null) {
            Answers.json(response, answer.status(), body);
        } else if (!response.ended() && !response.closed()) {
            response.setStatusCode(answer.status()).end();
        }
    }

    private RestRequest requestOf(RoutingContext context, Instant start, @Nullable RestFault fault) {
        return new RestRequest(
                start,
                Duration.between(start, clock.instant()).toMillis(),
                context.request().method().name(),
                context.request().path(),
                context.request().query(),
                Bodies.text(context),
                context.response().ended() ? context.response().getStatusCode() : null,
                fault == null ? null : Json.MAPPER.valueToTree(fault.kind()).asText());
    }
}
