package travel.baboo.messaging.relay.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Views as server-sent events: at once and whenever they changed, until the caller's token expires. Comments show an idle stream's
 * intermediaries that it is alive.
 */
@Singleton
class LiveViews {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private final DestinationRepository destinationRows;
    private final OperationRepository deliveryRows;
    private final ObjectMapper json;
    private final Vertx vertx;
    private final Context context;
    private final Clock clock;
    private final Feed allDestinations;
    private final Map<String, Feed> conversations = new ConcurrentHashMap<>();

    LiveViews(
            DestinationRepository destinationRows,
            OperationRepository deliveryRows,
            ObjectMapper json,
            Vertx vertx,
            Clock clock) {
        this.destinationRows = destinationRows;
        this.deliveryRows = deliveryRows;
        this.json = json;
        this.vertx = vertx;
        this.context = VertxContext.getRootContext(vertx.getOrCreateContext());
        this.clock = clock;
        this.allDestinations = new Feed(vertx, context, this::readDestinations, INTERVAL);
    }

    /** All destinations, as in their list. */
    Multi<OutboundSseEvent> destinations(Sse sse, Instant end) {
        return events(sse, "destinations", allDestinations.listen(), end);
    }

    /** The newest deliveries of a conversation with their attempts. */
    Multi<OutboundSseEvent> deliveries(Sse sse, String conversation, Instant end) {
        conversations.values().removeIf(feed -> !feed.hasListeners());
        Multi<String> values = Multi.createFrom().deferred(() -> conversations
                .computeIfAbsent(conversation, sid -> new Feed(vertx, context, () -> readDeliveries(sid), INTERVAL))
                .listen());
        return events(sse, "deliveries", values, end);
    }

    private Uni<String> readDestinations() {
        return destinationRows.list().map(items -> write(new Page<>(items, null)));
    }

    private Uni<String> readDeliveries(String conversation) {
        return deliveryRows.newest(conversation).map(items -> write(new Page<>(items, null)));
    }

    private Multi<OutboundSseEvent> events(Sse sse, String name, Multi<String> values, Instant end) {
        Duration rest = Duration.between(clock.instant(), end);
        Multi<OutboundSseEvent> events =
                values.map(value -> sse.newEventBuilder().name(name).data(value).build());
        Multi<OutboundSseEvent> alive = Multi.createFrom()
                .ticks()
                .every(SIGN_OF_LIFE)
                .onOverflow()
                .drop()
                .map(tick -> sse.newEventBuilder().comment("alive").build());
        return Multi.createBy()
                .merging()
                .streams(events, alive)
                .select()
                .first(rest.compareTo(Duration.ZERO) > 0 ? rest : Duration.ofMillis(1));
    }

    private String write(Object view) {
        try {
            return json.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view is always JSON", e);
        }
    }
}
