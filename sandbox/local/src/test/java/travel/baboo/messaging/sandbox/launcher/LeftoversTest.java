package travel.baboo.messaging.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

    @TempDir
    Path folder;

    private Process process;
    private ProcessRecords records;

    @BeforeEach
    void startProcess() throws Exception {
        process = new ProcessBuilder("sleep", "600").start();
        records = new ProcessRecords(folder);
    }

    @AfterEach
    void endProcess() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @Test
    void endsAProcessOnRecordAndForgetsIt() throws Exception {
        // given
        records.write(ProcessRecord.of("kafka", process.toHandle(), 9093, Optional.empty()));

        // when
        var ended = new Leftovers(records).end();

        // then
        assertThat(ended).containsExactly("kafka");
        assertThat(process.isAlive()).isFalse();
        assertThat(records.readAll()).isEmpty();
    }

    @Test
    void sparesAProcessThatOnlyHasTheSameId() throws Exception {
        // given
        ProcessRecord before = ProcessRecord.of("kafka", process.toHandle(), 9093, Optional.empty());
        records.write(new ProcessRecord(
                before.name(), before.pid(), before.started().minus(Duration.ofHours(1)), 9093, Optional.empty()));

        // when
        var ended = new Leftovers(records).end();

        // then
        assertThat(ended).isEmpty();
        assertThat(process.isAlive()).isTrue();
        assertThat(records.readAll()).isEmpty();
    }
}
