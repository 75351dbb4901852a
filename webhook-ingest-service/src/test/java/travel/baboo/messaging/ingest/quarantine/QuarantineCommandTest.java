package travel.baboo.messaging.ingest.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.ingest.webhook.WebhookRequest;
import travel.baboo.messaging.ingest.webhook.WebhookRequestCodec;

class QuarantineCommandTest {

    private static final String REFUSED = "refused-0000000000000007";
    private static final String TORN = "torn-segment-0000000000000001.log-99";

    @TempDir
    Path journal;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void twoItems() throws Exception {
        Files.createDirectories(journal.resolve("quarantine"));
        WebhookRequest webhook = new WebhookRequest(
                WebhookRequest.Kind.FORM,
                Instant.parse("2026-08-11T13:03:28.879Z"),
                "/api/webhooks/twilio-event",
                "",
                "EventType=onMessageAdded&MessageSid=IM0123456789abcdef0123456789abcdef&Body=Hi+Marta".getBytes(UTF_8),
                null);
        Files.write(journal.resolve("quarantine").resolve(REFUSED), WebhookRequestCodec.encode(webhook));
        Files.write(journal.resolve("quarantine").resolve(TORN), new byte[] {1, 2, 3});
    }

    @Test
    void itemsAreListedAndShownWithoutAnythingOfAPerson() {
        assertThat(run("list")).isZero();
        assertThat(out.toString(UTF_8).lines())
                .hasSize(2)
                .first()
                .asString()
                .contains(REFUSED, "\"reinjectable\":true");

        assertThat(run("show", REFUSED)).isZero();
        assertThat(out.toString(UTF_8))
                .contains("message-added:IM0123456789abcdef0123456789abcdef", "Body=[8 characters]")
                .doesNotContain("Marta");
    }

    @Test
    void aRefusedRecordIsMarkedForTheServiceAndATornEndIsNot() {
        assertThat(run("reinject", "--all", "--dry-run")).isZero();
        assertThat(journal.resolve("quarantine/" + REFUSED)).exists();

        assertThat(run("reinject", REFUSED)).isZero();
        assertThat(journal.resolve("quarantine/reinject/" + REFUSED)).exists();
        assertThat(run("reinject", TORN)).isEqualTo(1);
        assertThat(journal.resolve("quarantine/" + TORN)).exists();
    }

    @Test
    void aDroppedItemIsGoneAndALineSaysWhy() {
        assertThat(run("drop", TORN, "--reason", "a test\nof ours")).isZero();

        assertThat(journal.resolve("quarantine/" + TORN)).doesNotExist();
        assertThat(journal.resolve("quarantine/dropped.log"))
                .content()
                .contains(TORN, "a test of ours")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "purge",
                "show",
                "show ../published",
                "reinject",
                "drop " + TORN,
                "drop " + TORN + " --reason",
                "reinject --all " + REFUSED,
                "list extra"
            })
    void wrongArgumentsAreRefusedAndChangeNothing(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(journal.resolve("quarantine/" + REFUSED)).exists();
        assertThat(journal.resolve("quarantine/" + TORN)).exists();
    }

    @Test
    void withoutTheFoldersNameItRefuses() {
        int code = QuarantineCommand.run(List.of("list"), Map.of(), print(out), print(err));

        assertThat(code).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("INGEST_JOURNAL_DIRECTORY");
    }

    private int run(String... arguments) {
        return QuarantineCommand.run(
                List.of(arguments), Map.of("INGEST_JOURNAL_DIRECTORY", journal.toString()), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream stream) {
        return new PrintStream(stream, true, UTF_8);
    }
}
