package travel.baboo.messaging.sandbox.twilio.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import travel.baboo.messaging.sandbox.fault.Faults;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookAttempt.Outcome;

/**
 * Sends all webhooks. Post-events of one conversation reach one target in order, each after the
 * answer to the one before; faults drop, double, delay or swap them.
 */
public final class Webhooks {

    private record Lane(String orderKey, String url) {}

    private record Held(WebhookEvent event, WebhookTarget target) {}

    private final Vertx vertx;
    private final Clock clock;
    private final WebhookSender sender;
    private final WebhookLog log;
    private final Faults<WebhookFault> faults;
    private final Map<Lane, Future<?>> tails = new HashMap<>();
    private final Map<Lane, List<Held>> held = new HashMap<>();

    public Webhooks(Vertx vertx, Clock clock, WebhookSender sender, WebhookLog log, Faults<WebhookFault> faults) {
        this.vertx = vertx;
        this.clock = clock;
        this.sender = sender;
        this.log = log;
        this.faults = faults;
    }

    /** Sends a pre-event. Without an answer in time the action goes ahead unchanged. */
    public Future<PreAnswer> sendPreEvent(WebhookEvent event, WebhookTarget target) {
        return sender.send(event, target).map(reply -> PreAnswer.of(reply.status(), reply.body()));
    }

    /** Sends a post-event; returns at once. */
    public void sendPostEvent(WebhookEvent event, WebhookTarget target) {
        Lane lane = new Lane(event.orderKey(), target.url());
        WebhookFault fault = faults.next(candidate -> candidate.matches(event)).orElse(null);
        if (fault == null) {
            enqueue(lane, event, target);
            releaseHeld(lane);
            return;
        }
        switch (fault.kind()) {
            case DROP ->
                log.add(log.epoch(), event, target, clock.instant(), Duration.ZERO, Outcome.DROPPED, null, null);
            case DUPLICATE -> {
                String token = UUID.randomUUID().toString();
                enqueue(lane, event, target, token);
                enqueue(lane, event, target, token);
            }
            case DELAY -> later(fault.delayOrDefault(), () -> enqueue(lane, event, target));
            case REORDER -> hold(lane, new Held(event, target), fault.delayOrDefault());
        }
    }

    /** Records that a Studio flow was triggered; flows run at Twilio and have no URL. */
    public void recordStudioFlow(WebhookEvent event, String webhookSid, String flowSid) {
        WebhookTarget target = new WebhookTarget(webhookSid, "studio:" + flowSid, "POST");
        log.add(log.epoch(), event, target, clock.instant(), Duration.ZERO, Outcome.STUDIO, null, null);
    }

    private void hold(Lane lane, Held event, Duration longest) {
        held.computeIfAbsent(lane, key -> new ArrayList<>()).add(event);
        later(longest, () -> releaseHeld(lane));
    }

    private void later(Duration delay, Runnable action) {
        int epoch = log.epoch();
        vertx.setTimer(Math.max(1, delay.toMillis()), timer -> {
            if (epoch == log.epoch()) {
                action.run();
            }
        });
    }

    private void releaseHeld(Lane lane) {
        List<Held> waiting = held.remove(lane);
        if (waiting != null) {
            waiting.forEach(event -> enqueue(lane, event.event(), event.target()));
        }
    }

    private void enqueue(Lane lane, WebhookEvent event, WebhookTarget target) {
        enqueue(lane, event, target, UUID.randomUUID().toString());
    }

    private void enqueue(Lane lane, WebhookEvent event, WebhookTarget target, String token) {
        Future<?> before = tails.getOrDefault(lane, Future.succeededFuture());
        int epoch = log.epoch();
        Future<?> sent = before.compose(
                done -> epoch == log.epoch() ? sender.send(event, target, token) : Future.succeededFuture());
        tails.put(lane, sent);
        sent.onComplete(done -> tails.remove(lane, sent));
    }
}
