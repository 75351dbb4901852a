package travel.baboo.messaging.token.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures {@link MintingCandidates} in JVMs of its own, all in one run: {@code token-service/benchmark.sh mint}.
 *
 * <p>Named so that no build runs it.
 */
class MintingBenchmark {

    @Test
    void mint() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(MintingCandidates.class.getName() + "\\..*")
                        .forks(3)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(6)
                        .measurementTime(TimeValue.milliseconds(1500))
                        .addProfiler(GCProfiler.class)
                        .jvmArgs("-Xms512m", "-Xmx512m", "-XX:+UseSerialGC")
                        .shouldFailOnError(true)
                        .build())
                .run();
        assertThat(results).hasSize(4);
        results.forEach(result -> System.out.printf(
                "%-20s %8.3f +- %.3f us %8.0f B%n",
                result.getPrimaryResult().getLabel(),
                result.getPrimaryResult().getScore(),
                result.getPrimaryResult().getScoreError(),
                Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                        .getScore()));
    }
}
