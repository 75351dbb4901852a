package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** TypeScript's compiler and types, as a lock file pins them. */
public final class Npm {

    private final Path folder;

    /** @param folder has the package and its lock file, or will */
    public Npm(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, loudly, where there is no npm. */
    public static void assume(String whatIsNotDone) {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, "npm")));
        if (!installed) {
            System.err.println("SKIPPED: there is no npm, so " + whatIsNotDone + ". CI has it.");
            Assumptions.abort("no npm");
        }
    }

    public void install() throws IOException, InterruptedException {
        run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    /** Runs one of the package's scripts. */
    public void run(String script) throws IOException, InterruptedException {
        run(script, Map.of());
    }

    /** Runs one of the package's scripts with further environment variables. */
    public void run(String script, Map<String, String> environment) throws IOException, InterruptedException {
        run(environment, "npm", "run", script);
    }

    /** As {@link #run(String, Map)}, and prints what was said: measured times are for people to see. */
    void show(String script, Map<String, String> environment) throws IOException, InterruptedException {
        System.out.println(run(environment, "npm", "run", script));
    }

    public void compile() throws IOException, InterruptedException {
        run("check");
    }

    private String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
