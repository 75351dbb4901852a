package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import travel.baboo.messaging.sandbox.embedded.Directories;
import travel.baboo.messaging.sandbox.embedded.Processes;

/** Takes the stack down from another terminal, and wipes its data when asked to. */
final class DownCommand {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final LocalFiles files;
    private final Console console;

    DownCommand(LocalFiles files, Console console) {
        this.files = files;
        this.console = console;
    }

    /** Returns when nothing of the stack runs any more. */
    int run() throws IOException, InterruptedException {
        Optional<LockHolder> holder = StackLock.findHolder(files.lock());
        if (holder.isPresent()) {
            console.say("Taking down the stack of process " + holder.get().pid() + " …");
            Optional<ProcessHandle> launcher = ProcessHandle.of(holder.get().pid());
            launcher.ifPresent(ProcessHandle::destroy);
            if (launcher.isPresent()) {
                Processes.awaitEndOrKill(launcher.get(), LIMIT);
            }
        }
        List<String> ended = new Leftovers(new ProcessRecords(files.processes())).end();
        if (!ended.isEmpty()) {
            console.say("Ended what a killed run had left behind: " + String.join(", ", ended));
        }
        console.say(holder.isPresent() || !ended.isEmpty() ? "Everything is down." : "Nothing was running.");
        return 0;
    }

    /** Takes the stack down and forgets all its data. */
    int reset() throws IOException, InterruptedException {
        run();
        Directories.delete(files.root().resolve("data"));
        Directories.delete(files.root().resolve("logs"));
        Directories.delete(files.environments());
        console.say("The data, journal and logs under " + files.root() + " are gone.");
        return 0;
    }
}
