package travel.baboo.messaging.sandbox.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A launcher that runs in a process of its own, and what it has said so far. */
final class LauncherProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader reader;
    private final List<String> lines = new ArrayList<>();

    LauncherProcess(Process process) {
        this.process = process;
        this.reader = process.inputReader();
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Reads on until a line contains the words. */
    LauncherProcess awaitSaying(String words) throws IOException {
        String line = reader.readLine();
        while (line != null) {
            lines.add(line);
            if (line.contains(words)) {
                return this;
            }
            line = reader.readLine();
        }
        throw new AssertionError("The launcher ended without saying «" + words + "». It said:\n" + said());
    }

    /** Reads to the end and returns the exit code. */
    int awaitExit() throws IOException, InterruptedException {
        reader.lines().forEach(lines::add);
        return process.waitFor();
    }

    String said() {
        return String.join("\n", lines);
    }

    /** Takes the stack down if the test has not. */
    @Override
    public void close() {
        process.toHandle().destroy();
        reader.lines().forEach(lines::add);
        process.onExit().join();
    }
}
