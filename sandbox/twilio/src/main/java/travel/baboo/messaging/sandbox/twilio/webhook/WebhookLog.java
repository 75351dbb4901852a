package travel.baboo.messaging.sandbox.twilio.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.BoundedLog;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.Persistent;

/** Remembers the newest webhook attempts; the newest few survive a restart. */
public final class WebhookLog implements Persistent {

    private static final int KEPT = 10_000;
    private static final int SAVED = 500;

    private final Changes changes;
    private final BoundedLog<WebhookAttempt> attempts = new BoundedLog<>(KEPT);
    private long number;
    private int epoch;

    public WebhookLog(Changes changes) {
        this.changes = changes;
    }

    /** Oldest first. */
    public List<WebhookAttempt> list() {
        return attempts.toList();
    }

    /** Changes with every reset, so that webhooks in flight at that moment are neither sent nor recorded. */
    int epoch() {
        return epoch;
    }

    void add(
            int startedIn,
            WebhookEvent event,
            WebhookTarget target,
            Instant start,
            Duration took,
            WebhookAttempt.Outcome outcome,
            @Nullable Integer status,
            @Nullable String error) {
        if (startedIn != epoch) {
            return;
        }
        attempts.add(new WebhookAttempt(
                ++number,
                start,
                event.type(),
                event.fields().find("ConversationSid"),
                target.scope(),
                target.method(),
                target.url(),
                event.fields().toMap(),
                outcome,
                status,
                took.toMillis(),
                error));
        changes.happened();
    }

    @Override
    public String name() {
        return "webhookAttempts";
    }

    @Override
    public Object snapshot() {
        return attempts.newest(SAVED);
    }

    @Override
    public void restore(JsonNode saved) {
        attempts.clear();
        saved.forEach(node -> attempts.add(Json.MAPPER.convertValue(node, WebhookAttempt.class)));
        number = attempts.toList().stream()
                .mapToLong(WebhookAttempt::number)
                .max()
                .orElse(0);
    }

    @Override
    public void reset() {
        attempts.clear();
        number = 0;
        epoch++;
    }
}
