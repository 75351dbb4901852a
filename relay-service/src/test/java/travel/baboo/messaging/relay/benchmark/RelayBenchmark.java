package travel.baboo.messaging.relay.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.relay.delivery.ClaimPlans;
import travel.baboo.messaging.relay.process.RelayProcess;
import travel.baboo.messaging.relay.process.Surroundings;
import travel.baboo.messaging.sandbox.benchmark.DatabaseCost;
import travel.baboo.messaging.sandbox.benchmark.Recording;

/**
 * From Kafka through PostgreSQL to a receiver, everything on this machine: first to a destination that answers at once, then beside one
 * that hangs, then upon a backlog of a million.
 */
class RelayBenchmark {

    private static final int LANES = Integer.getInteger("benchmark.lanes", 10_000);
    private static final int EVENTS = Integer.getInteger("benchmark.events", 40_000);
    private static final int BACKLOG = Integer.getInteger("benchmark.backlog", 1_000_000);
    private static final String UPON_BACKLOG = String.format(Locale.ROOT, "upon a backlog of %,d", BACKLOG);
    private static final Duration LIMIT = Duration.ofMinutes(4);

    /** Enough on two cores for the JIT compilers to be done; a rate that rests for a moment may be the disk's. */
    private static final int WARM_UP_ROUNDS = Integer.getInteger("benchmark.warm-up", 16);

    @TempDir
    Path folder;

    private final Recording recording = new Recording(
            "relay",
            "From Kafka through PostgreSQL, fsync %s, to a receiver that answers at once: %,d events in %,d lanes, signed, after %d rounds of a quarter of them. *Upon a backlog*: half of %,d waiting deliveries are for the same destination, in lanes of their own."
                    .formatted(
                            Boolean.getBoolean("baboo.postgres.fsync") ? "on" : "off",
                            EVENTS,
                            LANES,
                            WARM_UP_ROUNDS,
                            BACKLOG));
    private final Receivers receivers = new Receivers();
    private long next;

    @Test
    void throughput() throws IOException, InterruptedException, SQLException {
        try (receivers;
                Surroundings around = new Surroundings(folder)) {
            double alone;
            try (RelayProcess relay = start(around, "alone", Map.of("FAST", "/fast"))) {
                alone = measureWarm(around, relay, "one destination");
            }
            try (RelayProcess relay = start(around, "hanging", Map.of("FAST", "/fast", "HANGING", "/hang"))) {
                double beside = measureWarm(around, relay, "beside one that hangs");
                System.out.printf("share beside one that hangs: %.0f %%%n", 100 * beside / alone);
                recording.figure("beside one that hangs, of one destination", 100 * beside / alone, "%");
            }
            fill(around);
            around.rest();
            try (RelayProcess relay = start(around, "backlog", Map.of("FAST", "/fast"))) {
                double upon = measureWarm(around, relay, UPON_BACKLOG);
                System.out.printf("share upon the backlog: %.0f %%%n", 100 * upon / alone);
                recording.figure(UPON_BACKLOG + ", of one destination", 100 * upon / alone, "%");
            }
            try (Connection connection = around.connection()) {
                ClaimPlans.explain(connection, "fast").forEach(System.out::println);
            }
            recording.write();
        }
    }

    private RelayProcess start(Surroundings around, String name, Map<String, String> hooks)
            throws IOException, InterruptedException {
        Map<String, String> settings = new HashMap<>(around.settings());
        settings.put("BABOO_RELAY_SMS_ENABLED", "false");
        settings.put("QUARKUS_LOG_LEVEL", "WARN");
        StringBuilder options = new StringBuilder();
        hooks.forEach((hook, path) -> {
            String prefix = "-Dbaboo.relay.make." + hook.toLowerCase(Locale.ROOT) + ".";
            options.append(prefix).append("url=").append(receivers.url(path)).append(' ');
            options.append(prefix).append("rate-limit=0 ");
            options.append(prefix).append("concurrency=128 ");
            options.append(prefix).append("secrets=whsec_c2FuZGJveC1tYWtlLXNlY3JldC1ub3QtYS1zZWNyZXQ= ");
        });
        options.append("-Dbaboo.relay.lanes.directory-patience=0s");
        return RelayProcess.start(
                        folder.resolve(name + ".log"),
                        settings,
                        List.of(options.toString().split(" ")))
                .awaitReady();
    }

    /** Once the service is warm and nothing of what came before is still being written. */
    private double measureWarm(Surroundings around, RelayProcess relay, String title)
            throws IOException, InterruptedException, SQLException {
        warmUp(around, relay);
        around.rest();
        try (Connection connection = around.connection()) {
            DatabaseCost cost = DatabaseCost.begin(connection);
            Duration cpu = relay.cpu();
            double perSecond = measure(around, relay, title, EVENTS);
            recording.figure(title, perSecond, "deliveries/s");
            recording.figure(
                    title + ", CPU of the service", relay.cpu().minus(cpu).toNanos() / 1e3 / EVENTS, "µs");
            cost.report(recording, title, EVENTS);
            return perSecond;
        }
    }

    /** A process's first minute, in which the JIT compilers work beside it, is not what is measured. */
    private void warmUp(Surroundings around, RelayProcess relay) throws IOException, InterruptedException {
        for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
            measure(around, relay, "warm-up " + round, EVENTS / 4);
        }
    }

    /** Writes this number of events and waits until the receiver has them; returns deliveries per second. */
    private double measure(Surroundings around, RelayProcess relay, String title, int events)
            throws IOException, InterruptedException {
        long before = receivers.taken("/fast");
        Duration cpu = relay.cpu();
        long start = System.nanoTime();
        for (int i = 0; i < events; i++, next++) {
            around.writeMessage(conversation((int) (next % LANES)), next / LANES, "dave", "Message " + next);
        }
        around.flush();
        double written = (System.nanoTime() - start) / 1e9;
        while (receivers.taken("/fast") - before < events) {
            assertThat(System.nanoTime() - start).as(title).isLessThan(LIMIT.toNanos());
            Thread.sleep(5);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%-22s %7d deliveries over %d lanes in %6.1f s (written in %4.1f s): %6.0f/s, %4.0f us CPU of the service each%n",
                title,
                events,
                LANES,
                seconds,
                written,
                events / seconds,
                relay.cpu().minus(cpu).toNanos() / 1e3 / events);
        return events / seconds;
    }

    private static String conversation(int lane) {
        return String.format("CH%032x", lane);
    }

    /** Deliveries that wait for a receiver which will not take them before tomorrow, in lanes of their own, and as many that are ready. */
    private static void fill(Surroundings around) throws SQLException {
        try (Connection connection = around.connection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    """
                    insert into delivery (id, destination, lane, event_id, event_type, event, state, next_attempt_at, expires_at,
                                          occurred_at, created_at)
                    select gen_random_uuid(), case when n %% 2 = 0 then 'fast' else 'away' end, 'CHbacklog' || n %% 100000,
                           'message-added:backlog' || n, 'onMessageAdded', repeat('x', 600), 'waiting', now() + interval '12 hours',
                           now() + interval '24 hours', now(), now()
                      from generate_series(1, %d) n
                    """
                            .formatted(BACKLOG));
            statement.execute(
                    """
                    insert into lane (destination, lane, ready_at)
                    select destination, lane, min(next_attempt_at) from delivery where lane like 'CHbacklog%' group by 1, 2
                    """);
        }
    }
}
