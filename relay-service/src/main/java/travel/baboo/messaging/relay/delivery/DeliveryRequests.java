package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.relay.destination.Channel;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destinations;
import travel.baboo.messaging.relay.destination.Outgoing;
import travel.baboo.messaging.relay.destination.RequestView;
import travel.baboo.messaging.relay.directory.DirectoryRepository;

/** The request that a delivery's last attempt sent, or that its first one would send now. */
@Singleton
public class DeliveryRequests {

    private static final String FIND =
            """
            select d.id, d.destination, d.lane, d.event_id, d.type, d.hops, d.event, d.payload, d.part, d.state,
                   (select max(a.started_at) from delivery_attempt a where a.delivery_id = d.id) as sent_at
              from delivery d where d.id = $1
            """;

    private final Pool pool;
    private final Destinations destinations;
    private final DirectoryRepository directory;
    private final StoredEvents events;
    private final Clock clock;

    DeliveryRequests(
            Pool pool, Destinations destinations, DirectoryRepository directory, StoredEvents events, Clock clock) {
        this.pool = pool;
        this.destinations = destinations;
        this.directory = directory;
        this.events = events;
        this.clock = clock;
    }

    /** The request; empty if there is no such delivery, its destination is no longer configured, or no request is ever made for it. */
    public Uni<Optional<RequestView>> find(UUID id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : describe(rows.iterator().next()));
    }

    private Uni<Optional<RequestView>> describe(Row row) {
        Optional<Destination> destination = destinations.find(row.getString("destination"));
        return destination.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : directory
                        .find(row.getString("lane"))
                        .chain(entry -> describe(row, destination.get().channel(), entry.orElse(null)));
    }

    private Uni<Optional<RequestView>> describe(Row row, Channel channel, @Nullable DirectoryEntry entry) {
        OffsetDateTime sentAt = row.getOffsetDateTime("sent_at");
        Instant at = sentAt == null ? clock.instant() : sentAt.toInstant();
        Outgoing outgoing = events.outgoing(
                row.getUUID("id"),
                row.getString("event_id"),
                row.getString("type"),
                row.getInteger("hops"),
                row.getString("event"),
                entry,
                at);
        return channel.describe(outgoing, payload(row, channel, outgoing));
    }

    /** What is stored, or would be stored before the first attempt. A delivery that ended without one has none. */
    private static @Nullable String payload(Row row, Channel channel, Outgoing outgoing) {
        String stored = row.getString("payload");
        boolean open = DeliveryState.find(row.getString("state"))
                .filter(DeliveryState::isOpen)
                .isPresent();
        if (stored != null || !open) {
            return stored;
        }
        List<String> payloads = channel.payloads(outgoing);
        int part = row.getInteger("part");
        return part <= payloads.size() ? payloads.get(part - 1) : null;
    }
}
