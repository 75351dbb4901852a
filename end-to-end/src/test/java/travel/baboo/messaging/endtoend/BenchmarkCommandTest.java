package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./benchmark} with a Maven that measures nothing: what it selects, keeps and writes. */
class BenchmarkCommandTest {

    /** The ingest's benchmark measures, the relay's fails, all other calls succeed. */
    private static final String PROGRAM =
            """
            #!/bin/sh
            echo "$(basename "$0") $*" >>"$CALLS"
            case "$*" in
              *IngestBenchmark#throughput*) echo '{"benchmark":"ingest","conditions":"All.","figures":[
                {"name":"ingest of bare, saturated","value":61.5,"unit":"%"}],"latencies":[]}' >"$BENCHMARK_RESULTS/ingest.json" ;;
              *RelayBenchmark*) exit 1 ;;
            esac
            """;

    @TempDir
    Path folder;

    private record Answer(int exitCode, String text) {}

    @BeforeEach
    void borrowTheProject() throws IOException {
        Files.copy(Project.ROOT.resolve("benchmark"), folder.resolve("benchmark"));
        Files.createSymbolicLink(folder.resolve("sandbox"), Project.ROOT.resolve("sandbox"));
        Path programs = Files.createDirectory(folder.resolve("bin"));
        for (String name : List.of("mvn", "npm")) {
            Path program = programs.resolve(name);
            Files.writeString(program, PROGRAM);
            assertThat(program.toFile().setExecutable(true)).isTrue();
        }
    }

    @AfterEach
    void giveBack() throws IOException {
        Files.delete(folder.resolve("sandbox"));
    }

    @Test
    void whatWasMeasuredIsKeptThoughAnotherBenchmarkFails() throws Exception {
        Answer answer = run("relay", "ingest", "-Dbenchmark.rounds=2");

        assertThat(answer.text()).contains("Failed: relay");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(calls()).hasSize(4);
        assertThat(calls().get(0)).endsWith("package");
        assertThat(calls().get(2)).contains("npm", "benchmarks/express");
        assertThat(calls().get(1)).contains("RelayBenchmark", "-Dbaboo.postgres.fsync=true", "-Dbenchmark.rounds=2");
        assertThat(folder.resolve("docs/benchmarks.md")).content().contains("| ≥ 60 % | 61.5 % | yes |");
    }

    @Test
    void aSecondRunIsShownBesideTheFirst() throws Exception {
        run("ingest");
        run("ingest");

        assertThat(folder.resolve("docs/benchmarks/results/ingest.previous.json"))
                .exists();
        assertThat(run("compare").text()).containsPattern("ingest of bare, saturated, % +61.5 +61.5 +1.00");
    }

    @Test
    void aQuickRunLeavesTheDocumentsAsTheyAre() throws Exception {
        assertThat(run("--quick", "ingest").exitCode()).isZero();

        assertThat(folder.resolve("docs")).doesNotExist();
        assertThat(folder.resolve("target/benchmark/quick/docs/benchmarks.md")).exists();
        assertThat(calls()).last().asString().contains("-Dbenchmark.seconds=1");
    }

    @Test
    void anUnknownNameIsRefusedBeforeAnythingIsBuilt() throws Exception {
        Answer answer = run("ingest", "inges");

        assertThat(answer).isEqualTo(new Answer(2, "There is no benchmark inges. See ./benchmark help\n"));
        assertThat(folder.resolve("calls")).doesNotExist();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private Answer run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("benchmark").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("CALLS", folder.resolve("calls").toString());
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Answer(process.exitValue(), text);
    }
}
