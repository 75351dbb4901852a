package travel.baboo.messaging.sandbox.embedded;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs PostgreSQL's programs as children of this JVM. PostgreSQL refuses to run as root, so root runs it in a user namespace as another
 * user.
 */
final class PostgresPrograms {

    /** System property for benchmarks: {@code true} makes commits wait for the disk, as they do where nothing may be lost. */
    private static final String FSYNC = "baboo.postgres.fsync";

    /** System property for benchmarks: memory for the server's pages, such as {@code 1GB}, instead of PostgreSQL's own 128 MB. */
    private static final String SHARED_BUFFERS = "baboo.postgres.shared-buffers";

    private final Path home;
    private final Redirect output;

    PostgresPrograms(Path home, Redirect output) {
        this.home = home;
        this.output = output;
    }

    void initialize(Path dataDirectory) throws IOException, InterruptedException {
        List<String> command = program("initdb");
        command.addAll(List.of("-D", dataDirectory.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8"));
        command.addAll(List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync"));
        int exitCode = start(command).waitFor();
        if (exitCode != 0) {
            throw new IOException("initdb ended with exit code " + exitCode);
        }
    }

    /** Starts the server itself, out of reach of the terminal's Ctrl-C. */
    Process serve(Path dataDirectory, int port) throws IOException {
        List<String> command = new ArrayList<>();
        if (isOnPath("setsid")) {
            command.add("setsid");
        }
        command.addAll(program("postgres"));
        command.addAll(List.of("-D", dataDirectory.toString(), "-p", Integer.toString(port)));
        if (!Boolean.getBoolean(FSYNC)) {
            command.add("-F");
        }
        for (String setting : List.of(
                "listen_addresses=localhost", "unix_socket_directories=", "timezone=UTC", "max_connections=200")) {
            command.addAll(List.of("-c", setting));
        }
        String memory = System.getProperty(SHARED_BUFFERS);
        if (memory != null) {
            command.addAll(List.of("-c", "shared_buffers=" + memory));
        }
        return start(command);
    }

    /** Asks a server to stop without waiting for its clients. */
    static void stopFast(ProcessHandle server) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).start().waitFor();
    }

    private Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
    }

    private List<String> program(String name) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            if (!LinuxUtils.isUnshareAvailable()) {
                throw new IOException(
                        "PostgreSQL does not run as root, and this system has no user namespaces (unshare -U)"
                                + " to hide in: run this as an ordinary user");
            }
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(name).toString());
        return command;
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
