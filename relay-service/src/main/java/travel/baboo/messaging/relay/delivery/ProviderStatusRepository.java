package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.utc;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Statuses that come after a text was accepted: they move its delivery on, never back.
 *
 * <p>A status may come before we have written down the text's SID. Both sides first write the text's own row here, so that the second
 * to come sees the first.
 */
@Singleton
public class ProviderStatusRepository {

    private static final Duration REPEAT_AFTER = Duration.ofMinutes(2);
    private static final String TAKE =
            """
            insert into text_status as t (provider_sid, rank, status, error_code, updated_at) values ($1, $2, $3, $4, $5)
            on conflict (provider_sid) do update
                set rank = excluded.rank, status = excluded.status, error_code = excluded.error_code, updated_at = excluded.updated_at
              where t.rank < excluded.rank and not (excluded.rank = 6 and t.rank in (4, 5))
            returning delivery_id
            """;
    private static final String CLAIM =
            """
            insert into text_status as t (provider_sid, delivery_id, rank, status, updated_at) values ($1, $2, 0, 'accepted', $3)
            on conflict (provider_sid) do update set delivery_id = excluded.delivery_id
            returning rank, status, error_code
            """;
    private static final String FIND_UNCERTAIN =
            """
            select d.id, d.state, d.sending_since is not null as sending from delivery d
             where d.address = $1 and (d.state = 'unknown' or d.sending_since is not null) and d.provider_status is null limit 2
            """;
    private static final String GOOD =
            """
            update delivery set provider_status = $2, provider_sid = $3,
                   state = case when state = 'unknown' then 'delivered' else state end,
                   finished_at = coalesce(finished_at, $4), decide_at = null
             where id = $1 and state in ('unknown', 'delivered') returning destination, lane
            """;
    private static final String BAD =
            """
            update delivery d set provider_status = $2, provider_sid = $3, last_outcome = $5, decide_at = null,
                   state = case when r.again then 'waiting' else 'failed' end,
                   failures = d.failures + 1, next_attempt_at = $6,
                   finished_at = case when r.again then null else $4::timestamptz end
              from (select $7 and not exists (select 1 from delivery later, delivery it
                                               where it.id = $1 and later.destination = it.destination and later.lane = it.lane
                                                 and later.position > it.position and later.attempts > 0) as again) r
             where d.id = $1 and d.state in ('unknown', 'delivered') returning d.destination, d.lane
            """;

    private final Clock clock;

    ProviderStatusRepository(Clock clock) {
        this.clock = clock;
    }

    /** Takes statuses in the order in which they came. */
    public Uni<Void> take(SqlConnection connection, List<ProviderStatus> statuses) {
        return Multi.createFrom()
                .iterable(statuses)
                .filter(status -> status.rank() >= 0)
                .onItem()
                .transformToUniAndConcatenate(status -> take(connection, status))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> take(SqlConnection connection, ProviderStatus status) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(
                        status.providerSid(), status.rank(), status.status(), status.errorCode(), utc(status.at())))
                .chain(rows -> {
                    if (rows.size() == 0) {
                        return Uni.createFrom().voidItem();
                    }
                    UUID delivery = rows.iterator().next().getUUID("delivery_id");
                    return delivery == null ? settle(connection, status) : apply(connection, delivery, status);
                });
    }

    /** A text that we know nothing of: is it the one whose fate is unknown? Only if it can be no other. */
    private Uni<Void> settle(SqlConnection connection, ProviderStatus status) {
        if (status.to() == null) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(FIND_UNCERTAIN)
                .execute(Tuple.of(status.to()))
                .map(ProviderStatusRepository::onlyUnknown)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : connection
                                .preparedQuery(CLAIM)
                                .execute(Tuple.of(status.providerSid(), found.get(), utc(clock.instant())))
                                .chain(() -> apply(connection, found.get(), status)));
    }

    private static Optional<UUID> onlyUnknown(RowSet<Row> rows) {
        if (rows.size() != 1) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return row.getBoolean("sending") ? Optional.empty() : Optional.of(row.getUUID("id"));
    }

    private Uni<Void> apply(SqlConnection connection, UUID delivery, ProviderStatus status) {
        Instant now = clock.instant();
        Tuple values = Tuple.tuple()
                .addUUID(delivery)
                .addString(status.status())
                .addString(status.providerSid())
                .addOffsetDateTime(utc(now));
        if (status.isFailure()) {
            values.addString(status.reason())
                    .addOffsetDateTime(utc(now.plus(REPEAT_AFTER)))
                    .addBoolean(status.mayPassLater());
        }
        return connection
                .preparedQuery(status.isFailure() ? BAD : GOOD)
                .execute(values)
                .chain(rows -> LaneOpening.open(connection, lanes(rows), now));
    }

    private static List<Lane> lanes(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Lane(row.getString("destination"), row.getString("lane")))
                .toList();
    }

    /** Texts that were accepted just now: what came before us is applied. */
    Uni<Void> claim(SqlConnection connection, List<Step> attempts) {
        return Multi.createFrom()
                .iterable(attempts)
                .filter(step -> step.outcome().providerSid() != null)
                .onItem()
                .transformToUniAndConcatenate(step -> claim(connection, step))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> claim(SqlConnection connection, Step step) {
        @Nullable String sid = step.outcome().providerSid();
        Instant now = clock.instant();
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(sid, step.deliveryId(), utc(now)))
                .chain(rows -> {
                    Row row = rows.iterator().next();
                    return row.getInteger("rank") == 0 || sid == null
                            ? Uni.createFrom().voidItem()
                            : apply(
                                    connection,
                                    step.deliveryId(),
                                    new ProviderStatus(
                                            sid, row.getString("status"), row.getInteger("error_code"), null, now));
                });
    }
}
