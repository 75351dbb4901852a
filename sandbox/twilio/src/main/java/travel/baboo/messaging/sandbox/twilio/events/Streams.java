package travel.baboo.messaging.sandbox.twilio.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.Persistent;
import travel.baboo.messaging.sandbox.twilio.Sid;

/** The account's sinks and subscriptions. A sink outlives its subscription. */
public final class Streams implements Persistent {

    private record Saved(List<Sink> sinks, List<Subscription> subscriptions) {}

    private final Clock clock;
    private final Changes changes;
    private final Map<String, Sink> sinks = new LinkedHashMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

    public Streams(Clock clock, Changes changes) {
        this.clock = clock;
        this.changes = changes;
    }

    Sink createSink(String description, String type, JsonNode configuration) {
        Instant now = clock.instant();
        return save(new Sink(Sid.create("DG"), description, type, configuration, Sink.ACTIVE, now, now));
    }

    Sink save(Sink sink) {
        sinks.put(sink.sid(), sink);
        changes.happened();
        return sink;
    }

    Subscription createSubscription(String sinkSid, String description, Map<String, Integer> types) {
        Instant now = clock.instant();
        return save(new Subscription(Sid.create("DF"), sinkSid, description, types, now, now));
    }

    Subscription save(Subscription subscription) {
        subscriptions.put(subscription.sid(), subscription);
        changes.happened();
        return subscription;
    }

    void remove(Sink sink) {
        sinks.remove(sink.sid());
        changes.happened();
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription.sid());
        changes.happened();
    }

    List<Sink> sinks() {
        return List.copyOf(sinks.values());
    }

    List<Subscription> subscriptions() {
        return List.copyOf(subscriptions.values());
    }

    @Nullable
    Sink findSink(@Nullable String sid) {
        return sid == null ? null : sinks.get(sid);
    }

    @Nullable
    Subscription findSubscription(String sid) {
        return subscriptions.get(sid);
    }

    boolean isInUse(Sink sink) {
        return subscriptions.values().stream()
                .anyMatch(subscription -> subscription.sinkSid().equals(sink.sid()));
    }

    /** The webhook sinks that are subscribed to the type. */
    List<Sink> sinksOf(String type) {
        return subscriptions.values().stream()
                .filter(subscription -> subscription.types().containsKey(type))
                .map(subscription -> sinks.get(subscription.sinkSid()))
                .filter(Objects::nonNull)
                .filter(Sink::isWebhook)
                .toList();
    }

    @Override
    public String name() {
        return "eventStreams";
    }

    @Override
    public Object snapshot() {
        return new Saved(sinks(), subscriptions());
    }

    @Override
    public void restore(JsonNode node) {
        Saved saved = Json.MAPPER.convertValue(node, Saved.class);
        reset();
        saved.sinks().forEach(sink -> sinks.put(sink.sid(), sink));
        saved.subscriptions().forEach(subscription -> subscriptions.put(subscription.sid(), subscription));
    }

    @Override
    public void reset() {
        sinks.clear();
        subscriptions.clear();
    }
}
