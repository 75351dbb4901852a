package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./local drill --event-stream}: two minutes of everything that breaks, both ways in among it, and the proof that nothing was
 * lost.
 */
class DrillIT {

    private static final int MINUTES = 20;

    @TempDir
    Path folder;

    @Test
    void nothingIsLostDoubledOrReorderedWhateverBreaks() throws IOException, InterruptedException {
        try (BorrowedStack stack = new BorrowedStack(folder)) {
            Process drill = stack.start(
                    "drill",
                    Map.of(),
                    "--seed",
                    "7",
                    "--minutes",
                    "2",
                    "--rate",
                    "6",
                    "--event-stream",
                    stack.portOffset()[0],
                    stack.portOffset()[1]);
            try {
                assertThat(drill.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            } finally {
                BorrowedStack.end(drill);
            }
            assertThat(drill.exitValue()).as(stack.log("drill")).isZero();
            assertThat(Files.readString(folder.resolve(".local/drill.md")))
                    .contains("kill -9", "Promises", "Faults by kind", "both ways cut")
                    .contains("counted once by the ways", "a traveler without an answer")
                    .containsPattern("Notices and alarms taken by Make.com \\| [1-9]")
                    .containsPattern("Messages by webhook and Event Streams \\| [1-9]")
                    .containsPattern("Messages by Event Streams only \\| [1-9]")
                    .doesNotContain("**broken");
            assertThat(folder.resolve(".local/drill.html")).content().contains("<circle", "<rect");
        }
    }
}
