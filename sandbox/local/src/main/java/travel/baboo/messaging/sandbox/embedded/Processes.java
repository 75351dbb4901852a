package travel.baboo.messaging.sandbox.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Watches processes that are not children of this JVM. An ended process stays in the system's table until its parent reaps it,
 * which a container's first process may never do: it counts as ended here.
 */
public final class Processes {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Processes() {}

    /** Whether the process still runs. */
    public static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && !isDefunct(process.pid());
    }

    /** Waits until the process has ended, and kills it when it takes too long. */
    public static void awaitEndOrKill(ProcessHandle process, Duration patience) throws InterruptedException {
        if (!awaitEnd(process, patience)) {
            process.destroyForcibly();
            awaitEnd(process, patience);
        }
    }

    private static boolean awaitEnd(ProcessHandle process, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isRunning(process)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        return true;
    }

    private static boolean isDefunct(long pid) {
        Path statusFile = Path.of("/proc", Long.toString(pid), "stat");
        try {
            if (!Files.exists(statusFile)) {
                return false;
            }
            String status = Files.readString(statusFile);
            return status.startsWith("Z", status.lastIndexOf(')') + 2);
        } catch (IOException gone) {
            return false;
        }
    }
}
