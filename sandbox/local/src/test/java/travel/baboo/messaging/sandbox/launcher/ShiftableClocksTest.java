package travel.baboo.messaging.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.sandbox.embedded.JavaCommand;

class ShiftableClocksTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    /** A process that says what time it is, and how long its monotonic clock has run, for each line that it reads. */
    public static final class Watch {

        public static void main(String[] arguments) throws IOException {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            long begun = System.nanoTime();
            while (in.readLine() != null) {
                System.out.println(Instant.now() + " " + Duration.ofNanos(System.nanoTime() - begun));
            }
        }
    }

    @Test
    void aRunningProcesssWallClockIsShiftedAndItsMonotonicClockIsNot() throws IOException, InterruptedException {
        Optional<ShiftableClocks> found = ShiftableClocks.find(directory);
        Assumptions.assumeTrue(found.isPresent(), "no C compiler");
        ShiftableClocks clocks = found.orElseThrow();
        ProcessBuilder builder =
                new ProcessBuilder(JavaCommand.ofMainClass(List.of(), Watch.class.getName(), List.of()));
        builder.environment().putAll(clocks.environment("watch"));
        Process watch = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = watch.inputReader(StandardCharsets.UTF_8)) {
            assertThat(ahead(watch, out)).isLessThan(MINUTE.dividedBy(2));

            clocks.shift("watch", MINUTE);
            assertThat(ahead(watch, out)).isBetween(MINUTE.dividedBy(2), MINUTE.multipliedBy(2));

            clocks.shift("watch", Duration.ZERO);
            assertThat(ahead(watch, out)).isLessThan(MINUTE.dividedBy(2));
        } finally {
            watch.destroyForcibly();
        }
    }

    private static Duration ahead(Process watch, BufferedReader out) throws IOException {
        Instant begun = Instant.now();
        watch.getOutputStream().write('\n');
        watch.getOutputStream().flush();
        String[] said = Objects.requireNonNull(out.readLine()).split(" ", -1);
        assertThat(Duration.parse(said[1])).isLessThan(MINUTE.dividedBy(2));
        return Duration.between(begun, Instant.parse(said[0]));
    }
}
