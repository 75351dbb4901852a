package travel.baboo.messaging.relay.retention;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.destination.Destinations;
import travel.baboo.messaging.relay.flow.Throttle;

/** The backlog by destination, measured periodically. Every instance reports the total: take the maximum, not the sum. */
@Singleton
class BacklogGauges {

    /** Gauge: deliveries that are waiting, held or unknown; tag {@code destination}. */
    static final String QUEUED = "baboo.relay.queued";

    /** Gauge: deliveries of unknown fate, which wait for an operator; tag {@code destination}. */
    static final String UNKNOWN = "baboo.relay.unknown";

    /** Gauge, seconds: age of the oldest of them; tag {@code destination}. */
    static final String OLDEST_AGE = "baboo.relay.oldest.age";

    /** Gauge: 1 while the destination is paused; tag {@code destination}. */
    static final String PAUSED = "baboo.relay.paused";

    /** Gauge: this instance's circuit, 0 closed, 1 half-open, 2 open; tag {@code destination}. */
    static final String CIRCUIT = "baboo.relay.circuit";

    private static final Logger LOG = Logger.getLogger(BacklogGauges.class);

    /** Must match the condition of the index {@code delivery_open_by_age} exactly. */
    private static final String COUNT =
            """
            select s.name, s.paused_at is not null as paused, b.queued, b.uncertain, b.oldest from destination_state s
              left join lateral (select count(*) as queued, count(*) filter (where d.state = 'unknown') as uncertain,
                                      min(occurred_at) as oldest from delivery d
                   where d.destination = s.name
                     and array_position(array['waiting', 'held', 'unknown'], d.state) is not null) b on true
            """;

    private record Backlog(long queued, long unknown, @Nullable Instant oldest, boolean paused) {}

    private final Pool pool;
    private final Vertx vertx;
    private final Clock clock;
    private final Duration every;
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile Map<String, Backlog> latest = Map.of();
    private volatile long timer = -1;

    BacklogGauges(
            Pool pool,
            Vertx vertx,
            Clock clock,
            RetentionConfig config,
            Destinations destinations,
            MeterRegistry meters) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
        this.every = config.measureEvery();
        destinations.throttles().forEach((name, throttle) -> register(meters, name, throttle));
    }

    private void register(MeterRegistry meters, String name, Throttle throttle) {
        Gauge.builder(QUEUED, () -> of(name).queued()).tag("destination", name).register(meters);
        Gauge.builder(UNKNOWN, () -> of(name).unknown())
                .tag("destination", name)
                .register(meters);
        Gauge.builder(OLDEST_AGE, () -> age(of(name).oldest()))
                .tag("destination", name)
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(PAUSED, () -> of(name).paused() ? 1 : 0)
                .tag("destination", name)
                .register(meters);
        Gauge.builder(CIRCUIT, () -> number(throttle.circuit()))
                .tag("destination", name)
                .register(meters);
    }

    private Backlog of(String name) {
        return latest.getOrDefault(name, new Backlog(0, 0, null, false));
    }

    private double age(@Nullable Instant oldest) {
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0);
    }

    private static int number(String circuit) {
        return switch (circuit) {
            case "open" -> 2;
            case "half-open" -> 1;
            default -> 0;
        };
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(every.toMillis(), tick -> count());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void count() {
        if (counting.compareAndSet(false, true)) {
            pool.preparedQuery(COUNT)
                    .execute()
                    .onTermination()
                    .invoke(() -> counting.set(false))
                    .subscribe()
                    .with(this::keep, failure -> LOG.warnf("cause=%s The backlog could not be counted", failure));
        }
    }

    private void keep(RowSet<Row> rows) {
        Map<String, Backlog> counted = new HashMap<>();
        for (Row row : rows) {
            OffsetDateTime oldest = row.getOffsetDateTime("oldest");
            counted.put(
                    row.getString("name"),
                    new Backlog(
                            row.getLong("queued"),
                            row.getLong("uncertain"),
                            oldest == null ? null : oldest.toInstant(),
                            row.getBoolean("paused")));
        }
        latest = Map.copyOf(counted);
    }
}
