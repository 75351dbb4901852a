package travel.baboo.messaging.ingest.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.embedded.JavaCommand;

/**
 * Lets Jazzer look for bytes that break {@link WebhookFuzzTarget}, for a short time in the build, for as long as you like with
 * {@code -Dfuzz.seconds=3600}. What it has learnt is kept in {@code target/fuzz} and used again. In a process of its own,
 * because it instruments classes.
 */
class WebhookFuzzTest {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 10);
    private static final List<String> SEEDS = List.of(
            "EventType=onMessageAdded&ConversationSid=CH00000000000000000000000000000001&Index=0&Body=Ol%C3%A1+%2B",
            "a=1&a=2&a=1&=&b&%ZZ=%C3",
            "{\"EventType\":\"onConversationAdded\",\"DateCreated\":\"2026-08-11T13:03:28.879Z\",\"x\":null,\"x\":[1.50]}");

    @Test
    void noBytesBreakTheWayFromABodyToAnEvent() throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "fuzz"));
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        for (int i = 0; i < SEEDS.size(); i++) {
            Files.writeString(corpus.resolve("seed-" + i), SEEDS.get(i));
        }
        Path log = folder.resolve("jazzer.log");

        Process jazzer = new ProcessBuilder(JavaCommand.ofMainClass(
                        List.of("-Xmx512m", "-XX:TieredStopAtLevel=4"),
                        "com.code_intelligence.jazzer.Jazzer",
                        List.of(
                                "--target_class=" + WebhookFuzzTarget.class.getName(),
                                "--instrumentation_includes=travel.baboo.messaging.**",
                                "--reproducer_path=" + folder,
                                "-artifact_prefix=" + folder + "/",
                                "-max_total_time=" + SECONDS,
                                "-max_len=4096",
                                // The heap is bounded above; what the JVM and its agent take besides is not what is
                                // tested.
                                "-rss_limit_mb=0",
                                corpus.toString())))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        assertThat(jazzer.waitFor())
                .as(() -> "what Jazzer found is described in " + log)
                .isZero();
        assertThat(Files.readString(log, UTF_8)).as("Jazzer has run").contains("Done ");
    }
}
