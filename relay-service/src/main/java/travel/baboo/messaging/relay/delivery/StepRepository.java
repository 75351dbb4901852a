package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.array;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.texts;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.times;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import travel.baboo.messaging.relay.delivery.Step.Attempted;
import travel.baboo.messaging.relay.delivery.Step.Changing;

/**
 * Records the steps done in leased lanes and releases the lanes: many steps in one transaction.
 *
 * <p>A step whose lease was lost changes nothing, except that a sent text is stored with its SID, whichever instance owns the lane.
 */
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
               set state = n.state, attempts = greatest(d.attempts, n.number), failures = n.failures,
                   next_attempt_at = n.next_attempt_at, decide_at = n.decide_at, finished_at = n.finished_at, last_outcome = n.reason,
                   provider_sid = coalesce(n.provider_sid, d.provider_sid), address = coalesce(n.address, d.address),
                   sending_since = case when n.state = 'unknown' then d.sending_since end
              from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::int[], $6::timestamptz[], $7::timestamptz[],
                          $8::timestamptz[], $9::text[], $10::text[], $11::text[])
                   as n (id, allowed_from, state, number, failures, next_attempt_at, decide_at, finished_at, reason, provider_sid, address)
             where d.id = n.id and d.attempts <= n.number and d.state = any(string_to_array(n.allowed_from, ','))
            """;
    private static final String LOG_ATTEMPTS =
            """
            insert into delivery_attempt as a (delivery_id, number, started_at, duration_ms, outcome, status, answer, provider_sid)
            select d.id, n.number, n.started_at, n.duration_ms, n.outcome, n.status, n.answer, n.provider_sid
              from unnest($1::uuid[], $2::int[], $3::timestamptz[], $4::int[], $5::text[], $6::int[], $7::text[], $8::text[])
                   as n (id, number, started_at, duration_ms, outcome, status, answer, provider_sid)
              join delivery d on d.id = n.id
            on conflict (delivery_id, number) do update
                set duration_ms = excluded.duration_ms, outcome = excluded.outcome, status = excluded.status,
                    answer = excluded.answer, provider_sid = excluded.provider_sid
              where a.provider_sid is null and excluded.provider_sid is not null
            """;
    private static final String RELEASE =
            "update lane l set lease = null, leased_until = null, ready_at = " + LaneOpening.READY_AT
                    + """
                      from unnest($1::text[], $2::text[]) as k (destination, lane)
                     where l.destination = k.destination and l.lane = k.lane
                    returning l.destination, l.lane, l.ready_at <= now() as due
                    """;

    /**
     * The result of recording steps.
     *
     * @param lost number of steps not recorded because another instance owned their lane
     * @param due released lanes with more work at once
     */
    record Kept(int lost, Set<Lane> due) {}

    private final Pool pool;
    private final ProviderStatusRepository statuses;
    private final DestinationStateRepository states;

    StepRepository(Pool pool, ProviderStatusRepository statuses, DestinationStateRepository states) {
        this.pool = pool;
        this.statuses = statuses;
        this.states = states;
    }

    /** Records steps whose lease is still ours, and every sent text. */
    Uni<Kept> keep(List<Step> steps) {
        return pool.withTransaction(connection -> stillOurs(connection, steps).chain(leased -> {
            List<Step> ours = steps.stream()
                    .filter(step -> leased.contains(step.claim().lane()))
                    .toList();
            List<Changing> changes = steps.stream()
                    .filter(Changing.class::isInstance)
                    .map(Changing.class::cast)
                    .filter(step -> leased.contains(step.claim().lane())
                            || step.decision().providerSid() != null)
                    .toList();
            List<Attempted> attempts = changes.stream()
                    .filter(Attempted.class::isInstance)
                    .map(Attempted.class::cast)
                    .filter(step -> step.attempt().outcome().wasCalled())
                    .toList();
            return change(connection, changes)
                    .chain(() -> drop(connection, ours))
                    .chain(() -> logAttempts(connection, attempts))
                    .chain(() -> statuses.claim(connection, changes))
                    .chain(() -> states.noteErrors(connection, attempts))
                    .chain(() -> LaneOpening.open(connection, lost(changes, leased)))
                    .chain(() -> release(connection, ours))
                    .map(due -> new Kept(steps.size() - ours.size(), due));
        }));
    }

    private static List<Lane> lost(List<Changing> changes, Set<Lane> leased) {
        return changes.stream()
                .map(step -> step.claim().lane())
                .filter(lane -> !leased.contains(lane))
                .toList();
    }

    private static Uni<Set<Lane>> stillOurs(SqlConnection connection, List<Step> steps) {
        return connection
                .preparedQuery(STILL_OURS)
                .execute(Tuple.tuple()
                        .addArrayOfString(lanes(steps, Lane::destination))
                        .addArrayOfString(lanes(steps, Lane::key))
                        .addArrayOfUUID(array(steps, step -> step.claim().lease(), UUID[]::new)))
                .map(rows -> lanes(rows, false));
    }

    private static Uni<Void> change(SqlConnection connection, List<Changing> steps) {
        if (steps.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(CHANGE)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(array(steps, step -> step.next().id(), UUID[]::new))
                        .addArrayOfString(texts(steps, StepRepository::allowedFrom))
                        .addArrayOfString(
                                texts(steps, step -> step.decision().to().text()))
                        .addArrayOfInteger(array(steps, StepRepository::number, Integer[]::new))
                        .addArrayOfInteger(array(steps, step -> step.decision().failures(), Integer[]::new))
                        .addArrayOfOffsetDateTime(
                                times(steps, step -> step.decision().next()))
                        .addArrayOfOffsetDateTime(
                                times(steps, step -> step.decision().decideAt()))
                        .addArrayOfOffsetDateTime(
                                times(steps, step -> step.decision().finishedAt()))
                        .addArrayOfString(texts(steps, step -> step.decision().reason()))
                        .addArrayOfString(texts(steps, step -> step.decision().providerSid()))
                        .addArrayOfString(texts(steps, Changing::address)))
                .replaceWithVoid();
    }

    private static String allowedFrom(Changing step) {
        return String.join(",", Transitions.from(step.cause(), step.decision().to()));
    }

    /** The attempt that the step belongs to; a later one must not be overwritten. */
    private static Integer number(Changing step) {
        return step instanceof Attempted attempted
                        && attempted.attempt().outcome().wasCalled()
                ? attempted.attempt().number()
                : step.next().attempts();
    }

    private static Uni<Void> drop(SqlConnection connection, List<Step> ours) {
        List<Step.Drop> dropped = ours.stream()
                .filter(Step.Drop.class::isInstance)
                .map(Step.Drop.class::cast)
                .toList();
        if (dropped.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery("delete from delivery where id = any($1)")
                .execute(Tuple.tuple().addArrayOfUUID(array(dropped, Step.Drop::deliveryId, UUID[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Void> logAttempts(SqlConnection connection, List<Attempted> steps) {
        if (steps.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Attempt> made = steps.stream().map(Attempted::attempt).toList();
        return connection
                .preparedQuery(LOG_ATTEMPTS)
                .execute(Tuple.tuple()
                        .addArrayOfUUID(array(steps, step -> step.next().id(), UUID[]::new))
                        .addArrayOfInteger(array(made, Attempt::number, Integer[]::new))
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
                                        AnswerRedactor.shown(attempt.outcome().answer())))
                        .addArrayOfString(
                                texts(made, attempt -> attempt.outcome().providerSid())))
                .replaceWithVoid();
    }

    private static Uni<Set<Lane>> release(SqlConnection connection, List<Step> ours) {
        if (ours.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return connection
                .preparedQuery(RELEASE)
                .execute(Tuple.of(lanes(ours, Lane::destination), lanes(ours, Lane::key)))
                .map(rows -> lanes(rows, true));
    }

    private static Set<Lane> lanes(RowSet<Row> rows, boolean onlyDue) {
        Set<Lane> lanes = new HashSet<>();
        for (Row row : rows) {
            if (!onlyDue || Boolean.TRUE.equals(row.getBoolean("due"))) {
                lanes.add(new Lane(row.getString("destination"), row.getString("lane")));
            }
        }
        return lanes;
    }

    private static String[] lanes(List<Step> steps, Function<Lane, String> value) {
        return texts(steps, step -> value.apply(step.claim().lane()));
    }
}
