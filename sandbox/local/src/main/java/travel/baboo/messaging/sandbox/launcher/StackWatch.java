package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import travel.baboo.messaging.sandbox.embedded.FileTail;

/** Keeps the record of the stack's processes, and reports on the terminal which are ready and which have died. */
final class StackWatch {

    private static final Logger LOG = Logger.getLogger(StackWatch.class.getName());

    private final ProcessRecords records;
    private final LocalFiles files;
    private final Console console;
    private final Clock clock;
    private final Instant begun;
    private final BlockingQueue<String> deaths = new LinkedBlockingQueue<>();
    private volatile boolean seen;
    private volatile boolean ended;

    StackWatch(LocalFiles files, Console console, Clock clock) {
        this.records = new ProcessRecords(files.processes());
        this.files = files;
        this.console = console;
        this.clock = clock;
        this.begun = clock.instant();
    }

    /** A process runs, though it may not be ready yet. */
    void started(String name, ProcessHandle process, int port, Optional<URI> health) throws IOException {
        seen = true;
        records.write(ProcessRecord.of(name, process, port, health));
        process.onExit().thenRun(() -> noteDeath(name)).exceptionally(failure -> {
            LOG.log(Level.WARNING, "The end of " + name + " goes unnoticed", failure);
            return null;
        });
    }

    void ready(String name) {
        if (ended) {
            return;
        }
        console.say(String.format(
                Locale.ROOT, "  %-22s ready after %4.1f s", name, sinceBegin().toMillis() / 1000.0));
    }

    Duration sinceBegin() {
        return Duration.between(begun, clock.instant());
    }

    /** Reports every process that dies, until this thread is interrupted. */
    void reportDeaths() throws InterruptedException {
        while (true) {
            String name = deaths.take();
            console.say("\n" + name + " has died. The others go on; ./local down takes them down. The end of "
                    + files.log(name) + ":\n" + tail(files.log(name)) + "\n");
        }
    }

    /** From now on processes end because they are asked to. */
    void end() {
        ended = true;
    }

    boolean hasSeenAProcess() {
        return seen;
    }

    void forgetAll() throws IOException {
        for (ProcessRecord record : records.readAll()) {
            records.remove(record.name());
        }
    }

    private void noteDeath(String name) {
        if (!ended) {
            deaths.add(name);
        }
    }

    private static String tail(Path log) {
        try {
            return String.join("\n", FileTail.lastLines(log, Readiness.TAIL_LINES));
        } catch (IOException e) {
            return "(cannot be read: " + e.getMessage() + ")";
        }
    }
}
