package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import travel.baboo.messaging.sandbox.launcher.text.TextTable;

/** Shows the stack's processes; says by its exit code whether all of them are up. */
final class StatusCommand {

    private final LocalFiles files;
    private final Console console;
    private final Clock clock;
    private final Readiness readiness = new Readiness(new Cancellation());

    StatusCommand(LocalFiles files, Console console, Clock clock) {
        this.files = files;
        this.console = console;
        this.clock = clock;
    }

    int run() throws IOException, InterruptedException {
        Optional<LockHolder> holder = StackLock.findHolder(files.lock());
        List<ProcessRecord> records = new ProcessRecords(files.processes()).readAll();
        if (holder.isEmpty()) {
            boolean orphans =
                    records.stream().anyMatch(record -> record.findAlive().isPresent());
            console.say(orphans ? "A killed run has left processes behind: ./local down ends them." : "Not running.");
            return 1;
        }
        boolean started = Files.exists(files.started());
        boolean allReady = started;
        TextTable table = new TextTable().row("PROCESS", "PID", "PORT", "STATE", "UP FOR");
        for (ProcessRecord record : records) {
            State state = stateOf(record);
            allReady &= state == State.READY;
            table.row(
                    record.name(),
                    Long.toString(record.pid()),
                    Integer.toString(record.port()),
                    state.words(),
                    state == State.DEAD ? "" : upTime(record.started()));
        }
        LockHolder launcher = holder.get();
        table.row("launcher", Long.toString(launcher.pid()), "", "", upTime(launcher.since()));
        console.say(table.toString().stripTrailing());
        if (!started) {
            console.say("Starting; the rest comes up.");
        }
        return allReady ? 0 : 1;
    }

    private State stateOf(ProcessRecord record) throws InterruptedException {
        if (record.findAlive().isEmpty()) {
            return State.DEAD;
        }
        boolean ready = record.health().isPresent()
                ? readiness.isReady(record.health().get())
                : PortCheck.answers(record.port());
        return ready ? State.READY : State.NOT_READY;
    }

    private String upTime(Instant since) {
        Duration time = Duration.between(since, clock.instant());
        if (time.toHours() > 0) {
            return time.toHours() + " h " + time.toMinutesPart() + " min";
        }
        return time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
    }

    private enum State {
        READY("ready"),
        NOT_READY("not ready"),
        DEAD("dead");

        private final String words;

        State(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
