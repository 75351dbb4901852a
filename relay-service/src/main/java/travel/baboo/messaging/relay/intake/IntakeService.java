package travel.baboo.messaging.relay.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.relay.delivery.DeliveryRepository;
import travel.baboo.messaging.relay.delivery.Dispatcher;
import travel.baboo.messaging.relay.delivery.NewDelivery;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destinations;
import travel.baboo.messaging.relay.directory.DirectoryRepository;

/** Decides which destinations get an event and writes a delivery for each, once however often the event comes. */
@Singleton
class IntakeService {

    private final Pool pool;
    private final Destinations destinations;
    private final DirectoryRepository directory;
    private final DeliveryRepository deliveries;
    private final Dispatcher dispatcher;
    private final ObjectMapper json;
    private final Clock clock;

    IntakeService(
            Pool pool,
            Destinations destinations,
            DirectoryRepository directory,
            DeliveryRepository deliveries,
            Dispatcher dispatcher,
            ObjectMapper json,
            Clock clock) {
        this.pool = pool;
        this.destinations = destinations;
        this.directory = directory;
        this.deliveries = deliveries;
        this.dispatcher = dispatcher;
        this.json = json;
        this.clock = clock;
    }

    Uni<Void> take(List<TwilioEvent> events) {
        Set<String> conversations = new LinkedHashSet<>();
        events.forEach(event -> {
            if (event.conversationSid() != null) {
                conversations.add(event.conversationSid());
            }
        });
        return pool.withTransaction(connection -> directory
                        .find(connection, conversations)
                        .chain(entries -> deliveries.add(connection, wanted(events, entries))))
                .invoke(dispatcher::wake);
    }

    private List<NewDelivery> wanted(List<TwilioEvent> events, Map<String, DirectoryEntry> entries) {
        List<NewDelivery> wanted = new ArrayList<>();
        for (TwilioEvent event : events) {
            @Nullable DirectoryEntry entry = entries.get(event.key());
            for (Destination destination : destinations.all()) {
                // Without an entry the destination decides when the delivery's turn has come.
                if (destination.wants(event) && (entry == null || destination.wantsIn(entry))) {
                    wanted.add(delivery(event, destination));
                }
            }
        }
        return wanted;
    }

    private NewDelivery delivery(TwilioEvent event, Destination destination) {
        String eventId = CloudEventAttributes.of(event).id();
        Instant now = clock.instant();
        // The id follows from event and destination: the receiver sees the same one whatever happened here in between.
        UUID id = UUID.nameUUIDFromBytes((destination.name() + "|" + eventId).getBytes(StandardCharsets.UTF_8));
        return new NewDelivery(
                id,
                destination.name(),
                event.key(),
                eventId,
                event.eventType(),
                toJson(event),
                event.occurredAt(),
                event.occurredAt().plus(destination.usefulFor()),
                now);
    }

    private String toJson(TwilioEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is always JSON", e);
        }
    }
}
