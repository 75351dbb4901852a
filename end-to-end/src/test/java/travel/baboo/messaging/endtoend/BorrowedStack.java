package travel.baboo.messaging.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The stack of {@code ./local} in a folder of its own that borrows the built packages, on ports that are free, so that it does
 * not meet a stack that runs beside it.
 */
public final class BorrowedStack implements AutoCloseable {

    private static final List<Integer> PORTS =
            List.of(8080, 8081, 8082, 8083, 8084, 8090, 9081, 9082, 9083, 9084, 5433, 9093, 9094);

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final List<String> FOLDERS = Stream.concat(
                    Stream.of("sandbox"), Project.SERVICES.stream().map(Project.Module::folder))
            .toList();

    private final Path folder;
    private final int offset;

    public BorrowedStack(Path folder) throws IOException {
        this.folder = folder;
        this.offset = freeOffset();
        for (String module : FOLDERS) {
            Files.createSymbolicLink(folder.resolve(module), Project.ROOT.resolve(module));
        }
    }

    /** Where a process of the stack listens that would have that port without an offset. */
    public int port(int usual) {
        return usual + offset;
    }

    /** Starts a command of the launcher; what it prints goes into {@link #log}. */
    public Process start(String command, Map<String, String> environment, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dbaboo.project=" + folder,
                "-cp",
                Project.ROOT.resolve("sandbox/local/target/sandbox-local.jar").toString(),
                "travel.baboo.messaging.sandbox.launcher.LocalMain",
                command));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(logFile(command).toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Waits until everything that {@code up} starts is ready. */
    public void awaitReady(Process up) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (start("status", Map.of()).waitFor() != 0) {
            if (!up.isAlive() || System.nanoTime() > end) {
                throw new IOException("The stack is not ready: " + log("up") + log("status"));
            }
            Thread.sleep(1_000);
        }
    }

    /** The arguments of a command that starts something. */
    public String[] portOffset() {
        return new String[] {"--port-offset", Integer.toString(offset)};
    }

    public String log(String command) throws IOException {
        return Files.readString(logFile(command));
    }

    private Path logFile(String command) {
        return folder.resolve(command + ".log");
    }

    /** Ends a command as Ctrl-C does, and with it what it started. */
    public static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
    }

    /** Deletes the links, so that deleting the folder does not follow them. */
    @Override
    public void close() throws IOException {
        for (String module : FOLDERS) {
            Files.delete(folder.resolve(module));
        }
    }

    /** An offset at which every port of the stack is free. */
    private static int freeOffset() throws IOException {
        for (int offset = 20_000; offset < 23_000; offset += 13) {
            if (allFree(offset)) {
                return offset;
            }
        }
        throw new IOException("no offset with only free ports");
    }

    private static boolean allFree(int offset) {
        for (int port : PORTS) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port + offset));
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
