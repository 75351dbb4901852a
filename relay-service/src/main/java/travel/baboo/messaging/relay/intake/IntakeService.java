package travel.baboo.messaging.relay.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.delivery.DeliveryId;
import travel.baboo.messaging.relay.delivery.DeliveryRepository;
import travel.baboo.messaging.relay.delivery.Dispatcher;
import travel.baboo.messaging.relay.delivery.HeldDeliveries;
import travel.baboo.messaging.relay.delivery.NewDelivery;
import travel.baboo.messaging.relay.delivery.NewDelivery.Order;
import travel.baboo.messaging.relay.delivery.TurnDecider;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destinations;
import travel.baboo.messaging.relay.destination.Filter;
import travel.baboo.messaging.relay.destination.Outgoing;
import travel.baboo.messaging.relay.directory.DirectoryRepository;
import travel.baboo.messaging.relay.intake.KnownEvents.Known;
import travel.baboo.messaging.relay.sms.InboundTexts;

/** Decides which destinations get an event and inserts a delivery for each, once however often the event arrives. */
@Singleton
class IntakeService {

    private static final Logger LOG = Logger.getLogger(IntakeService.class);

    private final Pool pool;
    private final Destinations destinations;
    private final DirectoryRepository directory;
    private final DeliveryRepository deliveries;
    private final LoopGuard loops;
    private final MessageIndexes indexes;
    private final KnownEvents known;
    private final HeldDeliveries held;
    private final InboundTexts inbound;
    private final Dispatcher dispatcher;
    private final ObjectMapper json;
    private final Clock clock;
    private final int maxHops;
    private final Duration streamGrace;

    IntakeService(
            Pool pool,
            Destinations destinations,
            DirectoryRepository directory,
            DeliveryRepository deliveries,
            LoopGuard loops,
            MessageIndexes indexes,
            KnownEvents known,
            HeldDeliveries held,
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
        this.indexes = indexes;
        this.known = known;
        this.held = held;
        this.inbound = inbound;
        this.dispatcher = dispatcher;
        this.json = json;
        this.clock = clock;
        this.maxHops = config.maxHops();
        this.streamGrace = config.streamGrace();
    }

    Uni<Void> take(List<Received> received) {
        if (received.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return pool.withTransaction(connection -> take(connection, received))
                .invoke(dispatcher::wakeOnly)
                .replaceWithVoid();
    }

    /** Returns the destinations that may have work now. */
    private Uni<Set<String>> take(SqlConnection connection, List<Received> received) {
        List<TwilioEvent> events = received.stream().map(Received::event).toList();
        Set<String> conversations = new LinkedHashSet<>();
        events.forEach(event -> {
            if (event.conversationSid() != null) {
                conversations.add(event.conversationSid());
            }
        });
        // Pipelined on one connection.
        return Uni.combine()
                .all()
                .unis(
                        directory.find(connection, conversations),
                        loops.count(connection, received),
                        indexes.note(connection, received),
                        known.note(connection, received))
                .asTuple()
                .chain(read -> {
                    Known copies = read.getItem4();
                    List<Received> deciding = received.stream()
                            .filter(one -> !copies.isDecided(one))
                            .toList();
                    List<NewDelivery> wanted = wanted(deciding, read.getItem1(), read.getItem2(), read.getItem3());
                    Set<String> late = late(received, read.getItem3());
                    return lock(connection, received, copies, late)
                            .chain(() -> store(connection, wanted, copies))
                            .call(() -> deliveries.wake(connection, names(), late))
                            .chain(settled ->
                                    inbound.take(connection, events).map(texts -> concerned(wanted, settled, texts)));
                });
    }

    /** All lanes of the group at once and in one order, if deliveries that are there already may be changed. */
    private Uni<Void> lock(SqlConnection connection, List<Received> received, Known copies, Set<String> late) {
        Set<String> lanes = copies.replacing().isEmpty() && late.isEmpty()
                ? Set.of()
                : received.stream().map(one -> one.event().key()).collect(Collectors.toCollection(TreeSet::new));
        return deliveries.lock(connection, names(), lanes);
    }

    /** Returns the destinations whose held deliveries were replaced or deleted. */
    private Uni<Set<String>> store(SqlConnection connection, List<NewDelivery> wanted, Known copies) {
        return deliveries.add(connection, wanted).chain(() -> held.settle(connection, copies.replacing(), wanted));
    }

    /** The conversations with a message that others of theirs have overtaken. */
    private static Set<String> late(List<Received> received, MessageIndexes.Orders orders) {
        Set<String> late = new TreeSet<>();
        for (Received one : received) {
            @Nullable Order order = orders.of(one);
            if (order != null && order.late()) {
                late.add(one.event().key());
            }
        }
        return late;
    }

    private Set<String> names() {
        return destinations.all().stream().map(Destination::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Released texts may belong to any destination. */
    private Set<String> concerned(List<NewDelivery> wanted, Set<String> settled, boolean texts) {
        if (texts) {
            return names();
        }
        Set<String> concerned = new TreeSet<>(settled);
        wanted.forEach(delivery -> concerned.add(delivery.destination()));
        return concerned;
    }

    private List<NewDelivery> wanted(
            List<Received> received,
            Map<String, DirectoryEntry> entries,
            Map<Received, Integer> hops,
            MessageIndexes.Orders orders) {
        List<NewDelivery> wanted = new ArrayList<>();
        for (Received one : received) {
            TwilioEvent event = one.event();
            @Nullable DirectoryEntry entry = entries.get(event.key());
            for (Destination destination : destinations.all()) {
                // Without an entry the filter decides when the delivery is next.
                if (destination.filter().accepts(event)
                        && (entry == null || destination.filter().acceptsIn(event, entry) != Filter.Answer.NO)) {
                    wanted.add(delivery(one, destination, entry, hops.getOrDefault(one, 0), orders.of(one)));
                }
            }
        }
        return wanted;
    }

    private NewDelivery delivery(
            Received received,
            Destination destination,
            @Nullable DirectoryEntry entry,
            int hops,
            @Nullable Order order) {
        TwilioEvent event = received.event();
        String eventId = received.decoded().id();
        return new NewDelivery(
                destination.name(),
                event.key(),
                eventId,
                event.eventType(),
                received.decoded().type(),
                toJson(event),
                payload(received, destination, entry, hops),
                hops,
                event.occurredAt(),
                event.occurredAt().plus(destination.policy().ttl()),
                hops > maxHops ? TurnDecider.LOOP : null,
                order,
                received.traceparent(),
                received.isMessage() && received.isStreamed() ? streamGrace : Duration.ZERO);
    }

    /** The payload, stored from the start; null if it is not known yet, or if the event becomes several deliveries later. */
    private @Nullable String payload(
            Received received, Destination destination, @Nullable DirectoryEntry entry, int hops) {
        TwilioEvent event = received.event();
        boolean waits = entry == null
                && event.conversationSid() != null
                && !destination.policy().directoryWait().isZero();
        if (destination.channel().splits() || waits) {
            return null;
        }
        String eventId = received.decoded().id();
        Outgoing outgoing = new Outgoing(
                DeliveryId.of(destination.name(), eventId, 1),
                eventId,
                received.decoded().type(),
                hops,
                event,
                entry,
                clock.instant());
        try {
            return destination.channel().payloads(outgoing).get(0);
        } catch (RuntimeException fault) {
            // Concerns this destination only: its delivery fails visibly when it is next, and the other destinations
            // get the event.
            LOG.errorf(
                    "destination=%s eventId=%s cause=%s A payload could not be written",
                    destination.name(), eventId, fault.getClass().getSimpleName());
            return null;
        }
    }

    private String toJson(TwilioEvent event) {
        try {
            return json.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is always JSON", e);
        }
    }
}
