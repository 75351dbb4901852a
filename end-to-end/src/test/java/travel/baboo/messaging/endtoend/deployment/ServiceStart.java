package travel.baboo.messaging.endtoend.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import travel.baboo.messaging.endtoend.Project;

/** A packaged service as a process, native where an executable is built. */
record ServiceStart(String service, Path log, Map<String, String> environment) {

    private static final int MINUTES = 5;

    static boolean isNative(String service) {
        return !runners(service).isEmpty();
    }

    /** Starts it and waits for its end. */
    int runToItsEnd() throws IOException, InterruptedException {
        Process process = start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError(service + " did not end:\n" + Files.readString(log));
            }
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Starts it; the caller ends it. */
    Process start() throws IOException {
        Path jar = Project.ROOT.resolve(service).resolve("target/quarkus-app/quarkus-run.jar");
        List<String> command = isNative(service)
                ? List.of(runners(service).get(0).toString())
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-jar",
                        jar.toString());
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static List<Path> runners(String service) {
        try (Stream<Path> files = Files.list(Project.ROOT.resolve(service).resolve("target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-runner"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(service + " is not built", e);
        }
    }
}
