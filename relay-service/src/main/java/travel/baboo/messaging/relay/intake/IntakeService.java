package travel.baboo.messaging.relay.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.delivery.DeliveryRepository;
import travel.baboo.messaging.relay.delivery.Dispatcher;
import travel.baboo.messaging.relay.delivery.NewDelivery;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destinations;
import travel.baboo.messaging.relay.directory.DirectoryRepository;
import travel.baboo.messaging.relay.sms.InboundTexts;

/** Decides which destinations get an event and writes a delivery for each, once however often the event comes. */
@Singleton
class IntakeService {

    /** Why a message goes no further that scenarios have thrown to each other too often. */
    private static final String LOOP = "loop";

    private final Pool pool;
    private final Destinations destinations;
    private final DirectoryRepository directory;
    private final DeliveryRepository deliveries;
    private final LoopGuard loops;
    private final InboundTexts inbound;
    private final Dispatcher dispatcher;
    private final ObjectMapper json;
    private final Clock clock;
    private final int maxHops;

    IntakeService(
            Pool pool,
            Destinations destinations,
            DirectoryRepository directory,
            DeliveryRepository deliveries,
            LoopGuard loops,
            InboundTexts inbound,
            Dispatcher dispatcher,
            ObjectMapper json,
            Clock clock,
            RelayConfig config) {
        this.pool = pool;
        this.destinations = destinations;
        this.directory = directory;
        this.deliveries = deliveries;
        this.loops = loops;
        this.inbound = inbound;
        this.dispatcher = dispatcher;
        this.json = json;
        this.clock = clock;
        this.maxHops = config.maxHops();
    }

    Uni<Void> take(List<Received> received) {
        if (received.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.withTransaction(connection -> take(connection, received))
                .invoke(dispatcher::wakeOnly)
                .replaceWithVoid();
    }

    /** Gives the destinations that may have something to do now. */
    private Uni<Set<String>> take(SqlConnection connection, List<Received> received) {
        List<TwilioEvent> events = received.stream().map(Received::event).toList();
        Set<String> conversations = new LinkedHashSet<>();
        events.forEach(event -> {
            if (event.conversationSid() != null) {
                conversations.add(event.conversationSid());
            }
        });
        // One behind the other on the connection, neither waiting for the other's answer.
        return Uni.combine()
                .all()
                .unis(directory.find(connection, conversations), loops.count(connection, events))
                .asTuple()
                .chain(read -> {
                    List<NewDelivery> wanted = wanted(received, read.getItem1(), read.getItem2());
                    return deliveries
                            .add(connection, wanted)
                            .chain(() -> inbound.take(connection, events, read.getItem1()))
                            .map(texts -> concerned(wanted, texts));
                });
    }

    /** Texts that waited may be any destination's. */
    private Set<String> concerned(List<NewDelivery> wanted, boolean texts) {
        return texts
                ? destinations.all().stream().map(Destination::name).collect(Collectors.toSet())
                : wanted.stream().map(NewDelivery::destination).collect(Collectors.toSet());
    }

    private List<NewDelivery> wanted(
            List<Received> received, Map<String, DirectoryEntry> entries, Map<TwilioEvent, Integer> hops) {
        List<NewDelivery> wanted = new ArrayList<>();
        for (Received one : received) {
            TwilioEvent event = one.event();
            @Nullable DirectoryEntry entry = entries.get(event.key());
            for (Destination destination : destinations.all()) {
                // Without an entry the destination decides when the delivery's turn has come.
                if (destination.wants(event)
                        && (entry == null || destination.wantsIn(event, entry) != Destination.Wish.NO)) {
                    add(one, destination, hops.getOrDefault(event, 0), wanted);
                }
            }
        }
        return wanted;
    }

    private void add(Received received, Destination destination, int hops, List<NewDelivery> wanted) {
        List<String> parts = destination.parts(received.event());
        if (parts.isEmpty()) {
            wanted.add(delivery(received, destination, hops, 1, 1, null));
        }
        for (int part = 1; part <= parts.size(); part++) {
            wanted.add(delivery(received, destination, hops, part, parts.size(), parts.get(part - 1)));
        }
    }

    private NewDelivery delivery(
            Received received, Destination destination, int hops, int part, int parts, @Nullable String payload) {
        TwilioEvent event = received.event();
        String eventId = CloudEventAttributes.of(event).id();
        Instant now = clock.instant();
        return new NewDelivery(
                id(destination, eventId, part),
                destination.name(),
                event.key(),
                eventId,
                event.eventType(),
                toJson(event),
                part,
                parts,
                payload,
                hops,
                event.occurredAt(),
                event.occurredAt().plus(destination.usefulFor()),
                now,
                hops > maxHops ? LOOP : null,
                received.traceparent());
    }

    /** Follows from event and destination: the receiver sees the same one whatever happened here in between. */
    private static UUID id(Destination destination, String eventId, int part) {
        String name = destination.name() + "|" + eventId + (part == 1 ? "" : "|" + part);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private String toJson(TwilioEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is always JSON", e);
        }
    }
}
