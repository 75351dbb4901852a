package travel.baboo.messaging.sandbox.make;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Answers;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.make.MakeBehavior.Kind;
import travel.baboo.messaging.sandbox.make.MakeDelivery.SignatureCheck;

/** {@code POST /make/hook/{id}}: accepts deliveries and answers as Make.com does, or as configured. */
public final class MakeReceiver {

    private static final int TRICKLE_STEPS = 20;

    private final Vertx vertx;
    private final Clock clock;
    private final MakeHooks hooks;

    public MakeReceiver(Vertx vertx, Clock clock, MakeHooks hooks) {
        this.vertx = vertx;
        this.clock = clock;
        this.hooks = hooks;
    }

    public void mount(Router router) {
        router.post("/make/hook/:id").handler(this::receive);
    }

    private void receive(RoutingContext context) {
        HookBox box = hooks.find(context.pathParam("id"));
        HttpServerRequest request = context.request();
        if (box == null) {
            text(context.response(), 410, "Gone");
            return;
        }
        Instant now = clock.instant();
        String apiKey = box.hook().apiKey();
        SignatureCheck signature = StandardWebhooks.check(
                box.hook().secret(),
                request.getHeader("webhook-id"),
                request.getHeader("webhook-timestamp"),
                request.getHeader("webhook-signature"),
                Bodies.text(context),
                now);
        boolean trusted = signature == SignatureCheck.VALID || signature == SignatureCheck.UNCHECKED;
        if (!trusted || (apiKey != null && !apiKey.equals(request.getHeader("x-make-apikey")))) {
            note(box, context, now, signature, "unauthorized", false);
            text(context.response(), 401, "Unauthorized");
            return;
        }
        MakeBehavior behavior = behavior(box, now);
        note(box, context, now, signature, behavior.kind().name().toLowerCase(Locale.ROOT), behavior.takesDelivery());
        answer(context, behavior);
    }

    private static MakeBehavior behavior(HookBox box, Instant now) {
        if (box.isOverLimit(now)) {
            return new MakeBehavior(Kind.RATE_LIMITED, 1, null, 1, null, null);
        }
        MakeBehavior next = box.nextBehavior();
        return next == null ? new MakeBehavior(Kind.ACCEPT, 1, null, null, null, null) : next;
    }

    private void note(
            HookBox box, RoutingContext context, Instant now, SignatureCheck signature, String answer, boolean taken) {
        @Nullable String webhookId = context.request().getHeader("webhook-id");
        Map<String, String> headers = new TreeMap<>();
        context.request().headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        hooks.add(
                box,
                new MakeDelivery(
                        box.nextNumber(),
                        now,
                        webhookId,
                        conversationSid(Bodies.text(context)),
                        headers,
                        Bodies.text(context),
                        signature,
                        answer,
                        taken,
                        box.hasTaken(webhookId)));
    }

    private static @Nullable String conversationSid(String body) {
        try {
            return Json.MAPPER.readTree(body).path("conversation").path("sid").textValue();
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private void answer(RoutingContext context, MakeBehavior behavior) {
        HttpServerResponse response = context.response();
        switch (behavior.kind()) {
            case ACCEPT -> text(response, 200, "Accepted");
            case RATE_LIMITED -> {
                if (behavior.retryAfterSeconds() != null) {
                    response.putHeader(
                            "Retry-After", behavior.retryAfterSeconds().toString());
                }
                text(response, 429, "Too many requests");
            }
            case QUEUE_FULL -> text(response, 400, "Queue is full");
            case REJECT -> text(response, 400, "Request rejected by the data structure");
            case GONE -> text(response, 410, "There is no scenario listening for this webhook.");
            case FAIL -> text(response, 500, "Scenario failed to complete.");
            case HANG ->
                vertx.setTimer(
                        millis(behavior.delayOrDefault()),
                        timer -> context.request().connection().close());
            case CUT -> context.request().connection().close();
            case TRICKLE -> trickle(response, millis(behavior.delayOrDefault()) / TRICKLE_STEPS, TRICKLE_STEPS);
        }
    }

    private void trickle(HttpServerResponse response, long pause, int left) {
        if (response.closed()) {
            return;
        }
        if (left == TRICKLE_STEPS) {
            response.setStatusCode(200).putHeader("Content-Type", "text/plain").setChunked(true);
        }
        if (left == 0) {
            response.end();
            return;
        }
        response.write(".");
        vertx.setTimer(Math.max(1, pause), timer -> trickle(response, pause, left - 1));
    }

    private static long millis(Duration delay) {
        return Math.max(1, delay.toMillis());
    }

    private static void text(HttpServerResponse response, int status, String body) {
        Answers.text(response, status, "text/plain", body);
    }
}
