package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.array;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.texts;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.times;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.utc;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes down what was done in leased lanes and gives them back: many steps in one transaction. */
@Singleton
class StepRepository {

    private static final String STILL_OURS =
            """
            select l.destination, l.lane from lane l
              join unnest($1::text[], $2::text[], $3::uuid[]) as k (destination, lane, lease)
                on l.destination = k.destination and l.lane = k.lane and l.lease = k.lease
             order by l.destination, l.lane for update of l
            """;
    private static final String CHANGE =
            """
            update delivery d
               set state = n.state, attempts = d.attempts + n.tried, failures = n.failures, next_attempt_at = n.next_attempt_at,
                   decide_at = n.decide_at, finished_at = n.finished_at, last_outcome = n.reason,
                   payload = coalesce(n.payload, d.payload), provider_sid = coalesce(n.provider_sid, d.provider_sid),
                   sending_since = null
              from unnest($1::uuid[], $2::text[], $3::int[], $4::int[], $5::timestamptz[], $6::timestamptz[],
                          $7::timestamptz[], $8::text[], $9::text[], $10::text[])
                   as n (id, state, tried, failures, next_attempt_at, decide_at, finished_at, reason, payload, provider_sid)
             where d.id = n.id
            """;
    private static final String LOG_ATTEMPTS =
            """
            insert into delivery_attempt (delivery_id, number, started_at, duration_ms, outcome, status, answer)
            select d.id, d.attempts, n.started_at, n.duration_ms, n.outcome, n.status, n.answer
              from unnest($1::uuid[], $2::timestamptz[], $3::int[], $4::text[], $5::int[], $6::text[])
                   as n (id, started_at, duration_ms, outcome, status, answer)
              join delivery d on d.id = n.id
            on conflict do nothing
            """;
    private static final String GIVE_BACK =
            "update lane l set lease = null, leased_until = null, ready_at = " + LaneOpening.READY_AT
                    + """
                      from unnest($1::text[], $2::text[]) as k (destination, lane)
                     where l.destination = k.destination and l.lane = k.lane
                    returning l.destination, l.lane, l.ready_at <= $3 as due
                    """;

    /**
     * What became of steps.
     *
     * @param lost how many were not kept, because their lane was another's
     * @param due the lanes that were given back and have more to do at once
     */
    record Kept(int lost, Set<Lane> due) {}

    private final Pool pool;
    private final Clock clock;
    private final ProviderStatusRepository statuses;
    private final DestinationStateRepository states;

    StepRepository(Pool pool, Clock clock, ProviderStatusRepository statuses, DestinationStateRepository states) {
        this.pool = pool;
        this.clock = clock;
        this.statuses = statuses;
        this.states = states;
    }

    /** Keeps those whose lane is still ours. */
    Uni<Kept> keep(List<Step> steps) {
        return pool.withTransaction(connection -> stillOurs(connection, steps).chain(ours -> {
            List<Step> changes = ours.stream().filter(Step::isChange).toList();
            List<Step> attempts =
                    changes.stream().filter(step -> step.attempt() != null).toList();
            return change(connection, changes)
                    .chain(() -> drop(connection, ours))
                    .chain(() -> logAttempts(connection, attempts))
                    .chain(() -> statuses.claim(connection, attempts))
                    .chain(() -> states.noteErrors(connection, attempts))
                    .chain(() -> giveBack(connection, ours))
                    .map(due -> new Kept(steps.size() - ours.size(), due));
        }));
    }

    private static Uni<List<Step>> stillOurs(SqlConnection connection, List<Step> steps) {
        return connection
                .preparedQuery(STILL_OURS)
                .execute(Tuple.tuple()
                        .addArrayOfString(lanes(steps, Lane::destination))
                        .addArrayOfString(lanes(steps, Lane::key))
                        .addArrayOfUUID(array(steps, step -> step.claim().lease(), UUID[]::new)))
                .map(rows -> {
                    Set<Lane> ours = new HashSet<>();
                    for (Row row : rows) {
                        ours.add(new Lane(row.getString("destination"), row.getString("lane")));
                    }
                    return steps.stream()
                            .filter(step -> ours.contains(step.claim().lane()))
                            .toList();
                });
    }

    private static Uni<Void> change(SqlConnection connection, List<Step> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(CHANGE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(array(changes, Step::deliveryId, UUID[]::new))
                        .addArrayOfString(texts(
                                changes,
                                step -> step.state() == null
                                        ? null
                                        : step.state().text()))
                        .addArrayOfInteger(array(changes, step -> step.attempt() == null ? 0 : 1, Integer[]::new))
                        .addArrayOfInteger(array(changes, Step::failures, Integer[]::new))
                        .addArrayOfOffsetDateTime(times(changes, Step::nextAttemptAt))
                        .addArrayOfOffsetDateTime(times(changes, Step::decideAt))
                        .addArrayOfOffsetDateTime(times(changes, Step::finishedAt))
                        .addArrayOfString(texts(changes, Step::reason))
                        .addArrayOfString(texts(changes, Step::payload))
                        .addArrayOfString(texts(
                                changes,
                                step -> step.attempt() == null
                                        ? null
                                        : step.outcome().providerSid())))
                .replaceWithVoid();
    }

    private static Uni<Void> drop(SqlConnection connection, List<Step> ours) {
        List<Step> dropped =
                ours.stream().filter(step -> step.kind() == Step.Kind.DROP).toList();
        if (dropped.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery("delete from delivery where id = any($1)")
                .execute(Tuple.tuple().addArrayOfUUID(array(dropped, Step::deliveryId, UUID[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Void> logAttempts(SqlConnection connection, List<Step> attempts) {
        if (attempts.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Attempt> made = attempts.stream()
                .flatMap(step -> Stream.ofNullable(step.attempt()))
                .toList();
        return connection
                .preparedQuery(LOG_ATTEMPTS)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(array(attempts, Step::deliveryId, UUID[]::new))
                        .addArrayOfOffsetDateTime(times(made, Attempt::startedAt))
                        .addArrayOfInteger(
                                array(made, attempt -> (int) attempt.duration().toMillis(), Integer[]::new))
                        .addArrayOfString(
                                texts(made, attempt -> attempt.outcome().reason()))
                        .addArrayOfInteger(
                                array(made, attempt -> attempt.outcome().status(), Integer[]::new))
                        .addArrayOfString(texts(
                                made,
                                attempt ->
                                        AnswerRedactor.shown(attempt.outcome().answer()))))
                .replaceWithVoid();
    }

    private Uni<Set<Lane>> giveBack(SqlConnection connection, List<Step> ours) {
        if (ours.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return connection
                .preparedQuery(GIVE_BACK)
                .execute(Tuple.of(lanes(ours, Lane::destination), lanes(ours, Lane::key), utc(clock.instant())))
                .map(rows -> {
                    Set<Lane> due = new HashSet<>();
                    for (Row row : rows) {
                        if (Boolean.TRUE.equals(row.getBoolean("due"))) {
                            due.add(new Lane(row.getString("destination"), row.getString("lane")));
                        }
                    }
                    return due;
                });
    }

    private static String[] lanes(List<Step> steps, Function<Lane, String> value) {
        return texts(steps, step -> value.apply(step.claim().lane()));
    }
}
