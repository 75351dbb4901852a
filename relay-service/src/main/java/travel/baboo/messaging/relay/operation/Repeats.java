package travel.baboo.messaging.relay.operation;

import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import travel.baboo.messaging.relay.delivery.DeliveryState;
import travel.baboo.messaging.relay.delivery.Transitions;
import travel.baboo.messaging.relay.delivery.Transitions.Cause;
import travel.baboo.messaging.relay.delivery.TurnDecider;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destinations;

/**
 * Retries deliveries with a fresh retry schedule and a fresh TTL, however often they were retried
 * before.
 */
@Singleton
class Repeats {

    /** For a destination that is no longer in the settings. */
    private static final Duration DEFAULT_USEFUL_TIME = Duration.ofHours(24);

    /** With the values of {@link #values()}; deliveries in progress that must not be repeated blindly are left unchanged. */
    static final String AGAIN =
            """
            update delivery d set state = 'waiting', failures = 0, next_attempt_at = now(), finished_at = null, decide_at = null,
                   sending_since = null, provider_status = null, provider_sid = null,
                   expires_at = greatest(d.expires_at, now() + coalesce(
                       (select p.useful from unnest($1::text[], $2::bigint[]) as p (name, useful) where p.name = d.destination),
                       $3::bigint) * interval '1 ms')
             where (d.sending_since is null or d.state = 'unknown') and d.state = any($4)
            """;

    private final List<Destination> destinations;

    Repeats(Destinations destinations) {
        this.destinations = List.copyOf(destinations.all());
    }

    /** The first four values of {@link #AGAIN}. */
    Tuple values() {
        return Tuple.of(
                destinations.stream().map(Destination::name).toArray(String[]::new),
                destinations.stream()
                        .map(destination -> destination.policy().ttl().toMillis())
                        .toArray(Long[]::new),
                DEFAULT_USEFUL_TIME.toMillis(),
                Transitions.from(Cause.REPEAT, DeliveryState.WAITING));
    }

    /**
     * The deliveries of a replay: those that ended, and unsuccessfully unless the filter names a state.
     *
     * <p>Never loops. Never receivers that do not recognize repeated deliveries, that is, phones, unless the filter names the
     * destination: an empty filter must not text a thousand people.
     */
    DeliveryRows.Condition replayable(DeliveryFilter filter) {
        DeliveryRows.Condition condition = DeliveryRows.condition(filter)
                .and("last_outcome is distinct from '" + TurnDecider.LOOP + "'")
                .and(
                        filter.state() == null
                                ? "state in ('failed', 'expired')"
                                : "state in ('failed', 'expired', 'canceled', 'delivered', 'unknown')");
        if (filter.destination() != null) {
            return condition;
        }
        String[] repeatable = destinations.stream()
                .filter(destination -> destination.policy().repeatable())
                .map(Destination::name)
                .toArray(String[]::new);
        int number = condition.next();
        return new DeliveryRows.Condition(
                condition.sql() + " and destination = any($" + number + ")",
                condition.values().addArrayOfString(repeatable));
    }
}
