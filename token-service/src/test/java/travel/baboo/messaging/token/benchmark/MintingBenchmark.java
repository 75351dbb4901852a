package travel.baboo.messaging.token.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import travel.baboo.messaging.sandbox.benchmark.Recording;

/**
 * Measures {@link MintingCandidates} in JVMs of its own, all in one run: {@code ./benchmark minting}.
 *
 * <p>Named so that no build runs it.
 */
class MintingBenchmark {

    private static final int FORKS = Integer.getInteger("benchmark.rounds", 2);
    private static final int ITERATIONS = Integer.getInteger("benchmark.iterations", 6);

    @Test
    void mint() throws RunnerException, IOException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(MintingCandidates.class.getName() + "\\..*")
                        .forks(FORKS)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(ITERATIONS)
                        .measurementTime(TimeValue.milliseconds(1500))
                        .addProfiler(GCProfiler.class)
                        .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC")
                        .shouldFailOnError(true)
                        .build())
                .run();
        assertThat(results).hasSize(4);
        Recording recording = new Recording(
                "minting",
                "One token, by JMH, %d forks of %d iterations; *bare* is the HMAC-SHA256 over the same bytes and its Base64, without which no way can do."
                        .formatted(FORKS, ITERATIONS));
        Map<String, Double> micros = new TreeMap<>();
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            double time = result.getPrimaryResult().getScore();
            double bytes = Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                    .getScore();
            System.out.printf(
                    "%-20s %8.3f +- %.3f us %8.0f B%n",
                    name, time, result.getPrimaryResult().getScoreError(), bytes);
            micros.put(name, time);
            recording.figure(name, time, "µs");
            recording.figure(name + ", allocated", bytes, "bytes");
        }
        double ours = micros.getOrDefault("ours", Double.NaN);
        recording.figure("ours beside bare", ours / micros.getOrDefault("bareHmacAndBase64", Double.NaN), "×");
        recording.figure("Twilio's SDK beside ours", micros.getOrDefault("twilioSdk", Double.NaN) / ours, "×");
        recording.write();
    }
}
