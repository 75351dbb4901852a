package travel.baboo.messaging.sandbox.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScalingPageTest {

    private static final String EMPTY =
            """
            <!-- costs -->
            <!-- end of costs -->
            <!-- needs -->
            <!-- end of needs -->
            <!-- limits -->
            <!-- end of limits -->
            """;

    @TempDir
    Path documents;

    @Test
    void costsThatAreReadBackGiveTheSameTables() {
        String page = ScalingPage.write(EMPTY, costs());

        assertThat(ScalingPage.costs(page)).isEqualTo(costs());
        assertThat(ScalingPage.calculate(page)).isEqualTo(page);
    }

    @Test
    void instancesFollowFromRatesAtSixtyPercent() {
        String page = ScalingPage.write(EMPTY, costs());

        // 100,000 messages are 142,857 events; one instance of the mirror takes 0.6 × 3,000 of them.
        assertThat(page)
                .contains("| conversation-service, instances | 2 | 2 | 80 |")
                .contains("| `twilio.events`, partitions | 12 | 12 | 192 |")
                .contains("| PostgreSQL of the relay, cores | 1 | 1 | 50 |")
                .contains("| PostgreSQL of the relay, primaries | 1 | 1 | 14 |");
    }

    @Test
    void theDearerPartIsFullFirst() {
        Map<Cost, Double> dear = costs();
        dear.put(Cost.BROKER_CPU, 10_000_000.0);

        assertThat(first(costs())).isEqualTo("Volume of PostgreSQL, 50 GiB");
        assertThat(first(dear)).isEqualTo("Three brokers of Kafka");
    }

    @Test
    void aCostThatNoRunHasIsNotMeasured() {
        Map<Cost, Double> some = costs();
        some.remove(Cost.RELAY_WAL);

        assertThat(ScalingPage.write(EMPTY, some))
                .contains("| Relay: WAL a delivery | not measured |")
                .contains("Some costs are not measured.");
    }

    @Test
    void aCostFarFromTheLatestRunIsReported() throws IOException {
        record(costs());
        Map<Cost, Double> other = costs();
        other.put(Cost.RELAY_CPU, 350.0);
        other.remove(Cost.MIRROR_ROWS);

        Results results = Results.read(documents);
        assertThat(ScalingPage.outdated(ScalingPage.write(EMPTY, costs()), results, 1.5))
                .isEmpty();
        assertThat(ScalingPage.outdated(ScalingPage.write(EMPTY, other), results, 1.5))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("Relay: CPU a delivery: 350.0 on the page, 200.0"))
                .anyMatch(line -> line.startsWith("Mirror: rows written an event: measured"));
    }

    private static String first(Map<Cost, Double> costs) {
        return new ScalingModel(costs).limits().get(0).part();
    }

    private void record(Map<Cost, Double> costs) throws IOException {
        for (String benchmark : List.of("ingest", "conversation", "relay")) {
            List<Figure> figures = new ArrayList<>();
            costs.forEach((cost, value) -> {
                if (cost.benchmark().equals(benchmark)) {
                    figures.add(new Figure(cost.figure(), value, cost.unit()));
                }
            });
            Measurements measurements = new Measurements(benchmark, "", figures, List.of());
            Results.keep(documents, new Run("2026-11-30", "abc", 2, "17", 0, null, measurements));
        }
    }

    private static Map<Cost, Double> costs() {
        Map<Cost, Double> costs = new EnumMap<>(Cost.class);
        costs.put(Cost.INGEST_CPU, 40.0);
        costs.put(Cost.BROKER_CPU, 6.0);
        costs.put(Cost.KAFKA_BYTES, 1_300.0);
        costs.put(Cost.MIRROR_RATE, 3_000.0);
        costs.put(Cost.MIRROR_DATABASE_CPU, 200.0);
        costs.put(Cost.MIRROR_WAL, 1_500.0);
        costs.put(Cost.MIRROR_STORED, 700.5);
        costs.put(Cost.MIRROR_ROWS, 2.5);
        costs.put(Cost.MIRROR_COMMITS, 0.02);
        costs.put(Cost.RELAY_RATE, 2_800.0);
        costs.put(Cost.RELAY_CPU, 200.0);
        costs.put(Cost.RELAY_DATABASE_CPU, 300.0);
        costs.put(Cost.RELAY_WAL, 2_000.0);
        costs.put(Cost.RELAY_STORED, 1_100.0);
        costs.put(Cost.RELAY_ROWS, 6.0);
        costs.put(Cost.RELAY_COMMITS, 0.1);
        return costs;
    }
}
