package travel.baboo.messaging.sandbox.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void percentilesAreTimesThatWereMeasured() {
        double[] millis =
                IntStream.rangeClosed(1, 1000).mapToDouble(i -> 1001 - i).toArray();

        Latency latency = Latency.of("pages", millis);

        assertThat(latency.count()).isEqualTo(1000);
        assertThat(latency.p50()).isEqualTo(500);
        assertThat(latency.p90()).isEqualTo(900);
        assertThat(latency.p99()).isEqualTo(990);
        assertThat(latency.p999()).isEqualTo(999);
        assertThat(latency.max()).isEqualTo(1000);
    }

    @Test
    void bucketsHaveUpperBoundsTwentyADecade() {
        Latency latency = Latency.of("pages", new double[] {-1, 0.001, 1, 1.01, 1.12, 1.13, 10});

        assertThat(latency.upTo()).containsExactly(0.01, 1.0, 1.12, 1.26, 10.0);
        assertThat(latency.counts()).containsExactly(2L, 1L, 2L, 1L, 1L);
    }

    @Test
    void nothingMeasuredIsNoDistribution() {
        Latency.Counter counter = new Latency.Counter();

        assertThatThrownBy(() -> counter.latency("pages")).isInstanceOf(IllegalStateException.class);
    }
}
