package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import travel.baboo.messaging.sandbox.embedded.Processes;

/**
 * Stops the processes that a killed launcher left running, and only those whose id and start time are on record. Call it
 * while holding the {@link StackLock}, so that no living launcher's processes are on record.
 */
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ProcessRecords records;

    Leftovers(ProcessRecords records) {
        this.records = records;
    }

    /** The names of the processes that had to be ended. */
    List<String> end() throws IOException, InterruptedException {
        List<ProcessHandle> alive = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ProcessRecord record : records.readAll()) {
            record.findAlive().ifPresent(process -> {
                process.destroy();
                alive.add(process);
                names.add(record.name());
            });
        }
        for (ProcessHandle process : alive) {
            Processes.awaitEndOrKill(process, PATIENCE);
        }
        for (ProcessRecord record : records.readAll()) {
            records.remove(record.name());
        }
        return names;
    }
}
