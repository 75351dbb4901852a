package travel.baboo.messaging.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import travel.baboo.messaging.sandbox.benchmark.Latency;
import travel.baboo.messaging.sandbox.benchmark.Recording;

/**
 * Where the time goes between a webhook and Make.com: from what the event and relay-service's tables say of each message anyway.
 */
final class LatencyStages {

    /** What happens between two of the times. */
    private enum Stage {
        RECEIPT("sent until received by the ingest"),
        KAFKA("journal and Kafka, until taken by the relay"),
        COMMIT("written down and leased"),
        REQUEST("request, until Make.com has it");

        private final String text;

        Stage(String text) {
            this.text = text;
        }
    }

    /** What relay-service knows of a message; its attempt began when its lane was leased. */
    private record Relayed(Instant received, Instant taken, Instant leased) {}

    private final Map<Stage, List<Double>> millis = new EnumMap<>(Stage.class);
    private final Map<String, Relayed> relayed;

    /** Reads what is known of all messages so far. */
    LatencyStages(BorrowedStack stack) throws SQLException {
        relayed = relayed(stack);
        for (Stage stage : Stage.values()) {
            millis.put(stage, new ArrayList<>());
        }
    }

    void add(String messageSid, Instant sent, Instant arrived) {
        String event = "message-added:" + messageSid;
        Relayed known = relayed.get(event);
        if (known == null) {
            throw new IllegalStateException("nothing is recorded of " + event);
        }
        note(Stage.RECEIPT, sent, known.received());
        note(Stage.KAFKA, known.received(), known.taken());
        note(Stage.COMMIT, known.taken(), known.leased());
        note(Stage.REQUEST, known.leased(), arrived);
    }

    private void note(Stage stage, Instant from, Instant to) {
        millis.computeIfAbsent(stage, first -> new ArrayList<>())
                .add(Duration.between(from, to).toNanos() / 1e6);
    }

    void print() {
        System.out.printf("%n%-42s %8s %8s %8s %8s%n", "stage", "mean ms", "p50", "p90", "p99");
        millis.forEach((stage, values) -> {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            double mean =
                    values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
            System.out.printf(
                    "%-42s %8.1f %8.1f %8.1f %8.1f%n",
                    stage.text,
                    mean,
                    LatencyBenchmark.at(sorted, 0.5),
                    LatencyBenchmark.at(sorted, 0.9),
                    LatencyBenchmark.at(sorted, 0.99));
        });
    }

    void report(Recording recording, String when) {
        millis.forEach((stage, values) -> recording.latency(Latency.of(
                stage.text + " " + when,
                values.stream().mapToDouble(Double::doubleValue).toArray())));
    }

    private static Map<String, Relayed> relayed(BorrowedStack stack) throws SQLException {
        Map<String, Relayed> found = new HashMap<>();
        String url = "jdbc:postgresql://localhost:" + stack.port(5433) + "/baboo?user=baboo&password=baboo";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        """
                        select d.event_id, (d.event::json ->> 'receivedAt')::timestamptz, d.created_at, a.started_at
                          from relay.delivery d join relay.delivery_attempt a on a.delivery_id = d.id and a.number = 1
                         where d.destination = 'make'
                        """)) {
            while (rows.next()) {
                found.put(rows.getString(1), new Relayed(instant(rows, 2), instant(rows, 3), instant(rows, 4)));
            }
        }
        return found;
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
