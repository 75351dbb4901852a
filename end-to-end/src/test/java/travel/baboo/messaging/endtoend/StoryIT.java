package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./local demo}: the whole stack as separate processes, one conversation through all four services. */
class StoryIT {

    private static final int MINUTES = 4;

    @TempDir
    Path folder;

    @Test
    void theDemoEndsWellAndLeavesNothingBehind() throws Exception {
        try (BorrowedStack stack = new BorrowedStack(folder)) {
            Process demo = stack.start("demo", Map.of(), stack.portOffset());
            try {
                assertThat(demo.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
                assertThat(demo.exitValue()).as(stack.log("demo")).isZero();
            } finally {
                BorrowedStack.end(demo);
            }
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.toString())))
                .isEmpty();
        assertThat(folder.resolve(".local/lock"))
                .satisfiesAnyOf(lock -> assertThat(lock).doesNotExist(), lock -> assertThat(lock)
                        .isEmptyFile());
    }
}
