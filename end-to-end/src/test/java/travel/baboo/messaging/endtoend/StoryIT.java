package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./local demo}: the whole stack as separate processes, one conversation through all four services. In a folder of its
 * own that borrows the built packages, so that it does not meet a stack that runs beside it.
 */
class StoryIT {

    private static final List<Integer> PORTS =
            List.of(8080, 8081, 8082, 8083, 8084, 8090, 9081, 9082, 9083, 9084, 5433, 9093);
    private static final int MINUTES = 4;

    @TempDir
    Path folder;

    @BeforeEach
    void borrowWhatIsBuilt() throws IOException {
        for (Project.Module module : Stream.concat(Stream.of(Project.SANDBOX), Project.SERVICES.stream())
                .toList()) {
            Files.createSymbolicLink(folder.resolve(module.folder()), Project.ROOT.resolve(module.folder()));
        }
    }

    @AfterEach
    void leaveNoLinks() throws IOException {
        for (Project.Module module : Stream.concat(Stream.of(Project.SANDBOX), Project.SERVICES.stream())
                .toList()) {
            Files.delete(folder.resolve(module.folder()));
        }
    }

    @Test
    void theDemoEndsWellAndLeavesNothingBehind() throws Exception {
        Process demo = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dbaboo.project=" + folder,
                        "-cp",
                        Project.ROOT.resolve("sandbox/target/sandbox.jar").toString(),
                        "travel.baboo.messaging.sandbox.launcher.LocalMain",
                        "demo",
                        "--port-offset",
                        Integer.toString(freeOffset()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("demo.log").toFile())
                .start();
        try {
            assertThat(demo.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(demo.exitValue())
                    .as(Files.readString(folder.resolve("demo.log")))
                    .isZero();
        } finally {
            demo.destroy();
            demo.waitFor(1, TimeUnit.MINUTES);
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.toString())))
                .isEmpty();
        assertThat(folder.resolve(".local/lock"))
                .satisfiesAnyOf(lock -> assertThat(lock).doesNotExist(), lock -> assertThat(lock)
                        .isEmptyFile());
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
