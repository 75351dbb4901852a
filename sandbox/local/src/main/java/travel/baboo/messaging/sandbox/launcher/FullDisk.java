package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes from a running process the right to write files, as a full disk does, by its limit on the size of files
 * ({@code RLIMIT_FSIZE}, set by {@code prlimit} of util-linux). Every write fails at once with {@code EFBIG} instead of {@code ENOSPC},
 * also one into space that was reserved; sockets and pipes work. A JVM ignores the signal {@code SIGXFSZ} that comes with it; a program
 * that does not dies of it. Source: setrlimit(2).
 */
final class FullDisk {

    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");

    private FullDisk() {}

    static boolean isPossible() {
        return Files.isExecutable(PRLIMIT);
    }

    static void begin(ProcessHandle process) throws IOException, InterruptedException {
        limit(process, "0:");
    }

    static void end(ProcessHandle process) throws IOException, InterruptedException {
        limit(process, "unlimited:");
    }

    private static void limit(ProcessHandle process, String limit) throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder(
                        PRLIMIT.toString(), "--pid", Long.toString(process.pid()), "--fsize=" + limit)
                .redirectErrorStream(true)
                .start();
        String said = new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (prlimit.waitFor() != 0) {
            throw new IOException("prlimit of process " + process.pid() + " failed: " + said);
        }
    }
}
