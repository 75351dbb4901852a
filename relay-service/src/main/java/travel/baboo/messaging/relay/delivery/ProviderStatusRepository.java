package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.utc;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import travel.baboo.messaging.relay.delivery.Step.Changing;
import travel.baboo.messaging.relay.delivery.Transitions.Cause;
import travel.baboo.messaging.relay.destination.Destinations;

/**
 * Statuses of accepted texts: those of a delivery's latest attempt advance it; those of an earlier attempt are stored
 * only.
 *
 * <p>A status may arrive before the text's SID is stored. Both writers first create the text's row here, so that the second
 * one sees the first.
 */
@Singleton
public class ProviderStatusRepository {

    private static final String TAKE =
            """
            insert into text_status as t (provider_sid, rank, status, error_code, updated_at) values ($1, $2, $3, $4, now())
            on conflict (provider_sid) do update
                set rank = excluded.rank, status = excluded.status, error_code = excluded.error_code, updated_at = excluded.updated_at
              where t.rank < excluded.rank and not (excluded.rank = 6 and t.rank in (4, 5))
            returning delivery_id
            """;
    private static final String CLAIM =
            """
            insert into text_status as t (provider_sid, delivery_id, rank, status, updated_at) values ($1, $2, 0, 'accepted', now())
            on conflict (provider_sid) do update set delivery_id = excluded.delivery_id
            returning rank, status, error_code
            """;
    private static final String FIND_UNCERTAIN =
            """
            select d.id, d.state from delivery d
             where d.address = $1 and (d.state = 'unknown' or d.sending_since is not null) and d.provider_sid is null limit 2
            """;
    private static final String ADOPT =
            "update delivery set provider_sid = $2 where id = $1 and state = 'unknown' and provider_sid is null";
    private static final String CURRENT =
            """
            select d.destination, d.lane, d.state, d.failures, d.expires_at, now() as now,
                   exists (select 1 from delivery later
                            where later.destination = d.destination and later.lane = d.lane and later.event_id <> d.event_id
                              and coalesce(later.turn, later.position) > coalesce(d.turn, d.position)
                              and later.attempts > 0) as overtaken
              from delivery d where d.id = $1 and d.provider_sid = $2 for update of d
            """;
    private static final String NOTE = "update delivery set provider_status = $2 where id = $1";
    private static final String MOVE =
            """
            update delivery set state = $2, last_outcome = case when $2 = 'delivered' then last_outcome else $3 end, failures = $4,
                   next_attempt_at = $5, finished_at = $6, decide_at = null, sending_since = null
             where id = $1 and state = any($7)
            """;

    private final Pool pool;
    private final Destinations destinations;

    ProviderStatusRepository(Pool pool, Destinations destinations) {
        this.pool = pool;
        this.destinations = destinations;
    }

    /** Applies statuses in the order of arrival. */
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
                .execute(Tuple.of(status.providerSid(), status.rank(), status.status(), status.errorCode()))
                .chain(rows -> {
                    if (rows.size() == 0) {
                        return Uni.createFrom().voidItem();
                    }
                    UUID delivery = rows.iterator().next().getUUID("delivery_id");
                    return delivery == null ? settle(connection, status) : apply(connection, delivery, status);
                });
    }

    /** Matches an unknown text with the delivery of unknown fate, if there is exactly one candidate. */
    private Uni<Void> settle(SqlConnection connection, ProviderStatus status) {
        if (status.person() == null) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(FIND_UNCERTAIN)
                .execute(Tuple.of(status.person()))
                .map(ProviderStatusRepository::onlyUnknown)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : adopt(connection, found.get(), status.providerSid())
                                .chain(() -> apply(connection, found.get(), status)));
    }

    private static Optional<UUID> onlyUnknown(RowSet<Row> rows) {
        if (rows.size() != 1) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return row.getString("state").equals(DeliveryState.UNKNOWN.text())
                ? Optional.of(row.getUUID("id"))
                : Optional.empty();
    }

    private static Uni<Void> adopt(SqlConnection connection, UUID delivery, String sid) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(sid, delivery))
                .chain(() -> connection.preparedQuery(ADOPT).execute(Tuple.of(delivery, sid)))
                .replaceWithVoid();
    }

    private Uni<Void> apply(SqlConnection connection, UUID delivery, ProviderStatus status) {
        return connection
                .preparedQuery(CURRENT)
                .execute(Tuple.of(delivery, status.providerSid()))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().voidItem()
                        : apply(connection, delivery, status, rows.iterator().next()));
    }

    private Uni<Void> apply(SqlConnection connection, UUID delivery, ProviderStatus status, Row row) {
        Instant now = row.getOffsetDateTime("now").toInstant();
        Optional<Decision> change = destinations
                .find(row.getString("destination"))
                .flatMap(destination -> StateMachine.reported(
                        destination.policy(),
                        new StateMachine.Standing(
                                DeliveryState.find(row.getString("state")).orElseThrow(),
                                row.getInteger("failures"),
                                row.getOffsetDateTime("expires_at").toInstant()),
                        status,
                        row.getBoolean("overtaken"),
                        now,
                        ThreadLocalRandom.current()));
        Uni<Void> noted = connection
                .preparedQuery(NOTE)
                .execute(Tuple.of(delivery, status.status()))
                .replaceWithVoid();
        return change.isEmpty()
                ? noted
                : noted.chain(() -> move(connection, delivery, change.get()))
                        .chain(() -> LaneOpening.open(
                                connection, List.of(new Lane(row.getString("destination"), row.getString("lane")))));
    }

    private static Uni<Void> move(SqlConnection connection, UUID delivery, Decision change) {
        return connection
                .preparedQuery(MOVE)
                .execute(Tuple.tuple()
                        .addUUID(delivery)
                        .addString(change.to().text())
                        .addString(change.reason())
                        .addInteger(change.failures())
                        .addOffsetDateTime(utc(change.next()))
                        .addOffsetDateTime(utc(change.finishedAt()))
                        .addArrayOfString(Transitions.from(Cause.STATUS, change.to())))
                .replaceWithVoid();
    }

    /** Applies statuses that arrived before these SIDs were stored. */
    Uni<Void> claim(SqlConnection connection, List<Changing> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .filter(step -> step.decision().providerSid() != null)
                .onItem()
                .transformToUniAndConcatenate(step -> claim(
                        connection,
                        step.next().id(),
                        String.valueOf(step.decision().providerSid())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> claim(SqlConnection connection, UUID delivery, String sid) {
        return connection.preparedQuery(CLAIM).execute(Tuple.of(sid, delivery)).chain(rows -> {
            Row row = rows.iterator().next();
            return row.getInteger("rank") == 0
                    ? Uni.createFrom().voidItem()
                    : apply(
                            connection,
                            delivery,
                            new ProviderStatus(sid, row.getString("status"), row.getInteger("error_code"), null));
        });
    }

    /** The SIDs among the given that belong to other deliveries. */
    Uni<Set<String>> ofOthers(Collection<String> sids, UUID delivery) {
        return pool.preparedQuery(
                        "select provider_sid from text_status where provider_sid = any($1) and delivery_id <> $2")
                .execute(Tuple.of(sids.toArray(String[]::new), delivery))
                .map(rows -> {
                    Set<String> known = new HashSet<>();
                    rows.forEach(row -> known.add(row.getString("provider_sid")));
                    return known;
                });
    }
}
